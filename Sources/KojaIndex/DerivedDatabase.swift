internal import Foundation
internal import GRDB

/// A file of SQLite that is derived from something else and may be deleted at any time.
///
/// Its table `meta` says by which version it was made.
struct DerivedDatabase {
  /// Who wrote the file, in its header: a file without it is none of ours.
  let applicationID: Int
  /// Whatever decides how things are stored; a file of another version is made anew.
  let version: () -> String
  /// What the version follows from: a file that was opened with the same one before is not asked for its version, which
  /// may take longer than what one wants to know. Nil is not remembered.
  let basis: String?
  /// How much of the file is mapped into memory, in bytes; what was looked at there counts as memory of the process.
  let mapped: Int
  /// Makes the tables in an empty database, `meta` among them.
  let create: (Database) throws -> Void

  /// Opens a file, and makes it anew when it is missing, damaged, someone else's, or of another version. Nil is a
  /// temporary one, gone with its queue.
  func open(_ path: String?) throws(IndexError) -> DatabaseQueue {
    do {
      return try queue(path)
    } catch {
      let error = IndexError(error)
      guard let path, error.kind != .busy, error.kind != .disk else { throw error }
      Self.discard(path: path)
      do { return try queue(path) } catch { throw IndexError(error) }
    }
  }

  /// Deletes a file and what SQLite keeps beside it.
  static func discard(path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  private func queue(_ path: String?) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { [mapped] database in
      // Readers go on while one process writes; a crash of the machine may lose the last update, not the database.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      try database.execute(
        sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = \(mapped)")
    }
    let queue = try DatabaseQueue(path: path ?? "", configuration: configuration)
    try queue.inDatabase { database in
      if try isKnown(database) { return }
      let version = version()
      if try isCurrent(database, version) { return try remember(database) }
      // In one transaction: whoever reads meanwhile sees the old index or the new one.
      try database.inTransaction(.immediate) {
        if try isCurrent(database, version) { return .rollback }
        let isOurs = try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard isOurs || isEmpty else { throw DatabaseError(resultCode: .SQLITE_NOTADB) }
        try IndexTables.drop(in: database)
        try create(database)
        try database.execute(sql: "INSERT INTO meta VALUES ('version', ?)", arguments: [version])
        try remember(database)
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        return .commit
      }
    }
    return queue
  }

  private func isCurrent(_ database: Database, _ version: String) throws -> Bool {
    try isOurs(database) && value("version", in: database) == version
  }

  /// Whether the file is known to be of the version that follows from the basis.
  private func isKnown(_ database: Database) throws -> Bool {
    guard let basis else { return false }
    return try isOurs(database) && value("basis", in: database) == basis
  }

  private func remember(_ database: Database) throws {
    guard let basis else { return }
    try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('basis', ?)", arguments: [basis])
  }

  private func isOurs(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID && database.tableExists("meta")
  }

  private func value(_ name: String, in database: Database) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
  }
}
