internal import Foundation
internal import GRDB
internal import KojaModel

/// The records of a store as a SQLite database: derived, deletable, never believed over the files.
///
/// It knows no records' files and no git. Whoever owns the files compares ``ledger()`` with what `stat` says, reads what
/// differs and hands it to ``update(_:readAt:)``; then a query sees the files as they are.
package final class RecordIndex: Sendable {
  let plan: IndexPlan
  let queue: DatabaseQueue
  /// Where it lies; nil for a temporary one.
  let place: IndexPlace?
  /// Shared as long as the database is open.
  private let lock: FileLock?

  init(_ plan: IndexPlan, _ queue: DatabaseQueue, _ place: IndexPlace?, _ lock: FileLock?) {
    self.plan = plan
    self.queue = queue
    self.place = place
    self.lock = lock
  }

  /// Opens an index; nil when there is none that can be believed: it is missing, damaged, someone else's, or of another
  /// version. Then ``build(path:layouts:version:fill:)`` makes one.
  ///
  /// - `version`: a hash of whatever decides how records are stored: schemas, workflows, the engine.
  package static func open(
    path: String, layouts: Layouts, version: String
  ) throws(IndexError) -> RecordIndex? {
    let place = IndexPlace(database: path)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let lock = place.lock else { throw IndexError(DatabaseError(resultCode: .SQLITE_CANTOPEN)) }
    guard lock.share() else { throw IndexError(DatabaseError(resultCode: .SQLITE_BUSY)) }
    do {
      let queue = try queue(path, configuration)
      guard try queue.inDatabase({ try isCurrent($0, version) }) else { return nil }
      return RecordIndex(IndexPlan(layouts), queue, place, lock)
    } catch {
      let error = IndexError(error)
      guard error.kind == .busy || error.kind == .disk else { return nil }
      throw error
    }
  }

  /// Deletes an index that nobody uses, and what lies beside it. Nothing is lost: it is made again from the records.
  package static func discard(path: String) {
    let place = IndexPlace(database: path)
    if let lock = place.lock, lock.takeAlone(patience: 0) { place.discard() }
  }

  /// Closes the file and gives its lock back.
  package func close() {
    try? queue.close()
    lock?.giveBack()
  }

  /// Which state of the store it shows and its revision; nil where the state has no name.
  package func state() throws(IndexError) -> (name: String, revision: Int)? {
    try run { database in try Meta.state.read(database).map { ($0, try revision(database)) } }
  }

  /// Keeps everything as it is for whoever holds this index, if it shows a state of the store: others may move the index
  /// on meanwhile.
  package func pin(at state: String) throws(IndexError) -> Bool {
    try run { database in
      try database.beginTransaction(.deferred)
      if try Meta.state.read(database) == state { return true }
      try database.rollback()
      return false
    }
  }

  /// Deletes the oldest databases in a folder whose names begin so, until there are fewer than the limit; not one that
  /// is kept, and none that is in use.
  package static func prune(folder: String, prefix: String, keeping path: String, limit: Int) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasPrefix(prefix) && $0.hasSuffix(".db")
    }
    let dated = names.map { name in
      let path = folder + "/" + name
      return (
        path, (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate]) as? Date ?? .distantPast
      )
    }.filter { $0.0 != path }.sorted { $0.1 < $1.1 }
    for (path, _) in dated.dropLast(limit - 1) {
      discard(path: path)
    }
  }

  /// Runs something on the connection, with SQLite's errors as the index's.
  func run<T>(_ work: (Database) throws -> T) throws(IndexError) -> T {
    do { return try queue.inDatabase(work) } catch { throw IndexError(error) }
  }

  /// Opens a database whose SQL reads the clock of whoever asks.
  static func queue(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    SQLClock.install()
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  static func version(_ version: String) -> String { "\(IndexTables.generation):\(version)" }

  private static func isCurrent(_ database: Database, _ version: String) throws -> Bool {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == IndexTables.applicationID else { return false }
    return try Meta.version.read(database) == Self.version(version)
  }

  /// How an index in its place is used: readers go on while one process writes; a crash of the machine may lose the
  /// last update, not the database.
  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    // For ``pin(at:)``.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
          PRAGMA temp_store = MEMORY
          """)
    }
    return configuration
  }

  /// Lets SQLite keep more pages: joins and changes come back to the same ones. A question that goes through a table once
  /// does not, and new memory for each page is half of what it costs.
  static func keepPages(_ database: Database) throws {
    try database.execute(sql: "PRAGMA cache_size = -16000")
  }
}

/// What the index notes about itself.
enum Meta: String {
  /// By which version of the engine and the schemas it was made.
  case version
  /// Counts the updates.
  case revision
  /// Names the flat file of stamps.
  case stamps
  /// Which state of the store it shows, where that has a name.
  case state

  func read(_ database: Database) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [rawValue])
  }

  func write(_ value: String, _ database: Database) throws {
    try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [rawValue, value])
  }
}
