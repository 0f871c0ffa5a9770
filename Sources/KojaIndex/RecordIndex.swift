internal import Foundation
internal import GRDB
package import KojaModel

/// The records of a store as a SQLite database: derived, deletable, never believed over the files.
///
/// It knows no files and no git. Whoever owns the files compares ``stamps()`` with what `stat` says, reads what
/// differs and hands it to ``update(changed:unreadable:removed:readAt:)``; then a query sees the files as they are.
package final class RecordIndex: Sendable {
  /// The collections by name.
  let layouts: [Key: CollectionLayout]
  let queue: DatabaseQueue

  /// Opens an index, and makes it anew when it is missing, damaged, someone else's, or of another version.
  ///
  /// - `path`: the file; nil is a temporary one, gone with this object.
  /// - `version`: a hash of whatever decides how records are stored: schemas, workflows, the engine.
  package init(path: String?, layouts: [CollectionLayout], version: String) throws(IndexError) {
    self.layouts = Dictionary(layouts.map { (Key($0.name), $0) }) { first, _ in first }
    var seen: Set<Key> = []
    let unique = layouts.filter { seen.insert(Key($0.name)).inserted }
    let version = "\(IndexTables.generation):\(version)"
    do {
      queue = try Self.open(path, layouts: unique, version: version)
    } catch {
      let error = IndexError(error)
      guard let path, error.kind != .busy, error.kind != .disk else { throw error }
      Self.discard(path: path)
      do { queue = try Self.open(path, layouts: unique, version: version) } catch { throw IndexError(error) }
    }
  }

  /// Deletes an index and what SQLite keeps beside it. Nothing is lost: it is made again from the records.
  package static func discard(path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  private static func open(_ path: String?, layouts: [CollectionLayout], version: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // Readers go on while one process writes; a crash of the machine may lose the last update, not the database.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      try database.execute(
        sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 268435456")
    }
    let queue = try DatabaseQueue(path: path ?? "", configuration: configuration)
    try queue.inDatabase { database in
      if try isCurrent(database, version: version) { return }
      // In one transaction: whoever reads meanwhile sees the old index or the new one.
      try database.inTransaction(.immediate) {
        if try isCurrent(database, version: version) { return .rollback }
        let isOurs = try Int.fetchOne(database, sql: "PRAGMA application_id") == IndexTables.applicationID
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard isOurs || isEmpty else { throw DatabaseError(resultCode: .SQLITE_NOTADB) }
        try IndexTables.drop(in: database)
        try IndexTables.create(in: database, layouts: layouts)
        try database.execute(sql: "INSERT INTO meta VALUES ('version', ?)", arguments: [version])
        try database.execute(sql: "PRAGMA application_id = \(IndexTables.applicationID)")
        return .commit
      }
    }
    return queue
  }

  private static func isCurrent(_ database: Database, version: String) throws -> Bool {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == IndexTables.applicationID,
      try database.tableExists("meta")
    else { return false }
    return try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'version'") == version
  }

  /// Runs something on the connection, with SQLite's errors as the index's.
  func run<T>(_ work: (Database) throws -> T) throws(IndexError) -> T {
    do { return try queue.inDatabase(work) } catch { throw IndexError(error) }
  }

  /// Every file that was indexed, with its stamp; one that was racy when it was read has a stamp that equals no file's.
  package func stamps() throws(IndexError) -> [Key: FileStamp] {
    try run { database in
      var stamps: [Key: FileStamp] = [:]
      let sql = "SELECT path, size, mtime_s, mtime_ns, ctime_s, ctime_ns, inode FROM file"
      let rows = try Row.fetchCursor(database, sql: sql)
      while let row = try rows.next() {
        stamps[Key(row[0])] = FileStamp(
          size: row[1], mtimeSeconds: row[2], mtimeNanoseconds: row[3], ctimeSeconds: row[4], ctimeNanoseconds: row[5],
          inode: UInt64(bitPattern: row[6]))
      }
      return stamps
    }
  }

  /// Whether nothing was ever taken in.
  package func isEmpty() throws(IndexError) -> Bool {
    try run { try Bool.fetchOne($0, sql: "SELECT NOT EXISTS (SELECT 1 FROM file)") ?? true }
  }

  /// The files that could not be read as records, sorted: their findings must be found again.
  package func unreadablePaths() throws(IndexError) -> [String] {
    try run { try String.fetchAll($0, sql: "SELECT path FROM file WHERE NOT readable ORDER BY path") }
  }
}
