internal import GRDB
internal import KojaModel

/// A row that one index has otherwise than another.
package struct IndexDifference: Sendable, Hashable {
  /// The table.
  package let table: String
  /// The record's file; for full text the collection.
  package let path: String
  /// What is different.
  package enum Kind: String, Sendable { case missing, extra, differs }
  /// Whether it is missing here, extra, or another.
  package let kind: Kind
}

extension RecordIndex {
  /// How the rows of this index differ from those of another one over the same files; all tables, all columns. Numbers
  /// of records are not compared, they say only in which order files came in.
  ///
  /// - Parameter limit: So many differences are enough.
  package func differences(from other: RecordIndex, limit: Int) throws(IndexError) -> [IndexDifference] {
    var found: [IndexDifference] = []
    for (table, sql) in canonical where found.count < limit {
      let more = try run { mine in
        try other.queue.inDatabase { theirs in
          try Self.compare(table, sql, mine, theirs, limit: limit - found.count)
        }
      }
      found += more
    }
    for collection in plan.collections where !collection.textColumns.isEmpty && found.count < limit {
      if try !wordsAreSound(collection) {
        found.append(IndexDifference(table: "words", path: collection.layout.name, kind: .differs))
      }
    }
    return found
  }

  /// A selection for each table that names rows by the paths of their records, in the order of those.
  private var canonical: [(table: String, sql: String)] {
    func table(_ name: String, _ table: String, key: String) -> (String, String) {
      (
        name,
        """
        SELECT f.path, t.* FROM (SELECT * FROM \(table)) t JOIN "data:file" f ON f.record = t.record
        ORDER BY f.path\(key)
        """
      )
    }
    let shared: [(IndexPlan.Table, key: String)] = [
      (.record, ""), (.body, ""), (.item, ", field, position"), (.entry, ", position"), (.told, ", position, field"),
      (.clock, ", clock"),
    ]
    return [(Self.fileTable, "SELECT path, record IS NULL AS strange, content FROM \"data:file\" ORDER BY path")]
      + shared.map { table("\($0.0)", IndexTables.name(of: $0.0).quoted(), key: $0.key) }
      + plan.collections.map { table($0.layout.name, IndexTables.table($0.layout.name), key: "") }
      + plan.collections.filter { !$0.textColumns.isEmpty }.map {
        table($0.layout.name, IndexTables.texts($0.layout.name), key: "")
      }
  }

  private static func compare(
    _ table: String, _ sql: String, _ mine: Database, _ theirs: Database, limit: Int
  ) throws -> [IndexDifference] {
    var found: [IndexDifference] = []
    let (left, right) = (try Row.fetchCursor(mine, sql: sql), try Row.fetchCursor(theirs, sql: sql))
    var (here, there) = (try values(left), try values(right))
    while found.count < limit {
      let (mine, others) = (here?.path, there?.path)
      if mine == nil, others == nil { break }
      if let mine, others.map({ mine < $0 }) ?? true {
        found.append(IndexDifference(table: table, path: mine.string, kind: .extra))
        here = try values(left)
      } else if let others, mine.map({ others < $0 }) ?? true {
        found.append(IndexDifference(table: table, path: others.string, kind: .missing))
        there = try values(right)
      } else {
        if let mine, let here, let there, !Self.agree(here.values, there.values, table) {
          found.append(IndexDifference(table: table, path: mine.string, kind: .differs))
        }
        (here, there) = (try values(left), try values(right))
      }
    }
    return found
  }

  /// Whether rows say the same. Of a file whose hash was not made one knows less, nothing else.
  private static func agree(_ left: [DatabaseValue], _ right: [DatabaseValue], _ table: String) -> Bool {
    guard table == fileTable else { return left == right }
    return zip(left, right).allSatisfy { $0 == $1 || $0.isNull || $1.isNull }
  }

  /// What the selection of files is called.
  private static let fileTable = "file"

  /// The path and the other columns of the next row, without the number of the record.
  private static func values(_ rows: RowCursor) throws -> (path: Key, values: [DatabaseValue])? {
    guard let row = try rows.next() else { return nil }
    let kept = row.filter { $0.0 != "record" }.map(\.1)
    return (Key(row[0]), Array(kept.dropFirst()))
  }

  /// Whether full text says what the typed table says.
  private func wordsAreSound(_ collection: IndexPlan.Planned) throws(IndexError) -> Bool {
    let words = IndexTables.words(collection.layout.name)
    do throws(IndexError) {
      try run { try $0.execute(sql: "INSERT INTO \(words)(\(words), rank) VALUES ('integrity-check', 1)") }
      return true
    } catch {
      guard error.kind == .damaged else { throw error }
      return false
    }
  }
}
