internal import Foundation
internal import GRDB

/// How much an index holds.
package struct IndexSize: Sendable {
  /// The bytes of the database and of the flat file of stamps.
  package let bytes: Int, stampBytes: Int
  /// The rows by kind, in a fixed order.
  package let rows: [(kind: String, count: Int)]
}

extension RecordIndex {
  /// How much the index holds.
  package func size() throws(IndexError) -> IndexSize {
    let tables = IndexPlan.Table.allCases.map { ("\($0)", IndexTables.name(of: $0)) }
    return try run { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
      let rows = try tables.map { kind, table in
        (kind, try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.quoted())") ?? 0)
      }
      let flat = try Meta.stamps.read(database).flatMap { token in place?.stamps(token) }
      let facts = flat.flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
      return IndexSize(bytes: pages * page, stampBytes: facts?[.size] as? Int ?? 0, rows: rows)
    }
  }
}
