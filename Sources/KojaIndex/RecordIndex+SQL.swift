internal import GRDB
package import KojaModel

extension RecordIndex {
  /// What an SQL question over the views brings, as texts; null is nil. Not for what people type: nothing is refused.
  package func rows(_ sql: String, now: Timestamp) throws(IndexError) -> [[String?]] {
    try asking(at: now) { database in
      try Row.fetchAll(database, sql: sql).map { row in row.map { Self.text($0.1) } }
    }
  }

  /// Runs something on the connection with the views that depend on the moment of asking.
  func asking<T>(at now: Timestamp, _ work: (Database) throws -> T) throws(IndexError) -> T {
    try run { database in
      try Self.keepPages(database)
      try IndexViews.create(in: database, now: now)
      return try work(database)
    }
  }

  private static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .null: nil
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): text
    case .blob(let data): String(decoding: data, as: UTF8.self)
    }
  }
}
