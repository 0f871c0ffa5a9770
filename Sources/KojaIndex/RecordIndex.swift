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
    queue = try DerivedDatabase(
      applicationID: IndexTables.applicationID, version: "\(IndexTables.generation):\(version)", mapped: 256 << 20,
      create: { try IndexTables.create(in: $0, layouts: unique) }
    ).open(path)
  }

  /// Deletes an index and what SQLite keeps beside it. Nothing is lost: it is made again from the records.
  package static func discard(path: String) {
    DerivedDatabase.discard(path: path)
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
