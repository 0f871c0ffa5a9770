internal import Foundation
internal import GRDB
internal import Glibc
internal import KojaModel

/// An index that is being made: takes the files in one transaction, without a journal.
package final class IndexFiller {
  private let plan: IndexPlan
  private let queue: DatabaseQueue
  /// Gone when all is written: SQLite closes no database of which statements are left.
  private var writer: RecordWriter?
  /// The stamps of the files, for the flat file; nil where nobody will compare files with it.
  fileprivate var stamps: StampTable.Maker?
  private var readAt = (seconds: 0, nanoseconds: 0)
  /// Which state of the store is taken in, where that has a name.
  package var state: String?
  /// The file, where it is to be kept.
  private var file: DraftFile?

  fileprivate init(_ plan: IndexPlan, path: String, version: String) throws {
    self.plan = plan
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF
          """)
    }
    queue = try RecordIndex.queue(path, configuration)
    writer = try queue.inDatabase { database in
      try database.execute(sql: "PRAGMA application_id = \(IndexTables.applicationID)")
      try database.beginTransaction(.immediate)
      try IndexTables.create(in: database, plan: plan)
      try Meta.version.write(RecordIndex.version(version), database)
      try Meta.revision.write("0", database)
      return try RecordWriter(database, plan: plan, isFresh: true)
    }
  }

  /// An empty batch for this index.
  package var batch: RecordBatch { RecordBatch(RecordEncoder(plan: plan)) }

  /// Keeps the stamps of the files, which come in the order of their folders, then of their names.
  ///
  /// - Parameter moment: The clock before the first file was read; see ``FileStamp/isRacy(readAt:)``.
  package func keepStamps(readAt moment: (seconds: Int, nanoseconds: Int)) {
    (stamps, readAt) = (StampTable.Maker(), moment)
  }

  /// Says that the file is to last, not to go with its connection.
  fileprivate func keep(_ path: String) throws { file = try DraftFile(path) }

  /// Takes files in.
  package func add(_ batch: RecordBatch) throws(IndexError) {
    for file in batch.files {
      if let stamp = file.stamp { stamps?.add(path: file.path, stamp, readAt: readAt) }
    }
    do { try queue.inDatabase { _ in try writer?.add(batch) } } catch { throw IndexError(error) }
    file?.send()
  }

  /// Takes in what `fill` gives. Where that throws, the file is closed without an open transaction: SQLite would roll it back
  /// when the last statement goes, and tell a connection that is gone. What was taken in goes with the draft.
  fileprivate func take(_ fill: (IndexFiller) throws(IndexError) -> Void) throws(IndexError) {
    do throws(IndexError) { try fill(self) } catch {
      writer = nil
      try? queue.inDatabase { try $0.commit() }
      try? queue.close()
      throw error
    }
  }

  /// Ends the transaction; a database with a place of its own is ready for readers and on the disk afterwards.
  fileprivate func finish(token: String?) throws {
    writer = nil
    try queue.inDatabase { database in
      if let state { try Meta.state.write(state, database) }
      if let token { try Meta.stamps.write(token, database) }
      try database.commit()
    }
  }

  /// Closes the file so that others can open it.
  fileprivate func close() throws {
    try queue.inDatabase { try $0.execute(sql: "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL") }
    try queue.close()
    try file?.settle()
  }

  fileprivate func index(_ place: IndexPlace?) -> RecordIndex { RecordIndex(plan, queue, place, nil) }
}

extension RecordIndex {
  /// Makes an index from nothing, beside the one that may be there, and puts it in its place.
  ///
  /// Where others use that one for too long, the new one is only for whoever made it.
  ///
  /// - `path`: the file; nil is a temporary one, gone with the index.
  /// - `staysInMemory`: whether nothing of a temporary one may reach a disk, however large it becomes.
  package static func build(
    path: String?, layouts: Layouts, version: String, staysInMemory: Bool = false,
    fill: (IndexFiller) throws(IndexError) -> Void
  ) throws(IndexError) -> RecordIndex {
    let plan = IndexPlan(layouts)
    let place = path.map { IndexPlace(database: $0) }
    do {
      guard let place, let path else {
        let filler = try IndexFiller(plan, path: staysInMemory ? ":memory:" : "", version: version)
        try filler.take(fill)
        try filler.finish(token: nil)
        return filler.index(nil)
      }
      guard let lock = place.lock else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
      let draft = place.draft
      var stamps: String?
      var isInPlace = false
      defer {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
        if let stamps, !isInPlace { unlink(place.stamps(stamps)) }
      }
      let filler = try IndexFiller(plan, path: draft, version: version)
      try filler.keep(draft)
      try filler.take(fill)
      stamps = try filler.stamps?.write(beside: place)
      try filler.finish(token: stamps)
      try filler.close()
      isInPlace = try place.install(draft, token: stamps, holding: lock)
      lock.giveBack()
      if isInPlace, let index = try open(path: path, layouts: layouts, version: version) { return index }
      return try temporary(draft, plan)
    } catch let error as IndexError {
      throw error
    } catch {
      throw IndexError(error)
    }
  }

  /// A draft that found no place: used as it is, and gone with its connection.
  private static func temporary(_ draft: String, _ plan: IndexPlan) throws -> RecordIndex {
    RecordIndex(plan, try queue(draft, Configuration()), nil, nil)
  }
}
