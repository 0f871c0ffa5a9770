internal import GRDB
internal import KojaModel

/// What is known of a change before any file is read.
package struct IndexUpdate {
  /// Paths that are gone.
  package var removed: [String] = []
  /// The revision of the index that this was found against; nil where that cannot have changed.
  package var revision: Int?
  /// The name of the state of the store that it leads to, where it has one.
  package var state: String?

  /// An update. See the properties.
  package init(removed: [String] = [], revision: Int? = nil, state: String? = nil) {
    self.removed = removed
    self.revision = revision
    self.state = state
  }
}

extension RecordIndex {
  /// Takes batches of files in, one by one.
  package typealias Sink = (RecordBatch) throws -> Void

  /// An empty batch for this index.
  package var batch: RecordBatch { RecordBatch(RecordEncoder(plan: plan)) }

  /// Takes in what changed, in one transaction: all of it or nothing. Returns the revision afterwards; nil, and nothing
  /// happened, when another process was faster and the update must be found anew.
  ///
  /// - `readAt`: the clock before the first of these files was read; see ``FileStamp/isRacy(readAt:)``.
  /// - `fill`: hands over the files that are new or may differ.
  @discardableResult package func update(
    _ update: IndexUpdate, readAt: (seconds: Int, nanoseconds: Int), fill: (Sink) throws -> Void = { _ in }
  ) throws(IndexError) -> Int? {
    try run { database in
      var after: Int?
      try Self.keepPages(database)
      try database.inTransaction(.immediate) {
        let revision = try revision(database)
        guard update.revision == nil || update.revision == revision else { return .rollback }
        after = revision
        let writer = try RecordWriter(database, plan: plan, isFresh: false)
        let stamps = try StampWriter(database, readAt: readAt)
        var changes = update.removed.count + (update.state == nil ? 0 : 1)
        for path in update.removed {
          try writer.remove(path)
          try stamps.note(path, nil)
        }
        try fill { batch in
          try writer.add(batch)
          for file in batch.files {
            if let stamp = file.stamp, try stamps.note(file.path, stamp, isKnown: file.kind == .unchanged) {
              changes += 1
            }
            if file.kind != .unchanged { changes += 1 }
          }
        }
        guard changes > 0 else { return .rollback }
        try Meta.revision.write("\(revision + 1)", database)
        if let state = update.state { try Meta.state.write(state, database) }
        after = revision + 1
        return .commit
      }
      return after
    }
  }

  func revision(_ database: Database) throws -> Int { try Meta.revision.read(database).flatMap { Int($0) } ?? 0 }
}

/// Notes stamps beside the flat file.
private struct StampWriter {
  private let insert: Statement
  private let readAt: (seconds: Int, nanoseconds: Int)

  init(_ database: Database, readAt: (seconds: Int, nanoseconds: Int)) throws {
    insert = try database.makeStatement(sql: "INSERT OR REPLACE INTO \"data:stamp\" VALUES (?, ?, ?, ?, ?, ?, ?)")
    self.readAt = readAt
  }

  /// Notes a stamp; nil is a path that is gone. Of a file whose content was known, a racy stamp says nothing new.
  @discardableResult func note(_ path: String, _ stamp: FileStamp?, isKnown: Bool = false) throws -> Bool {
    guard let stamp = stamp?.settled(readAt: readAt) else {
      try insert.execute(arguments: [path, nil, nil, nil, nil, nil, nil])
      return true
    }
    if isKnown, stamp.size < 0 { return false }
    try insert.execute(arguments: [
      path, stamp.size, stamp.mtimeSeconds, stamp.mtimeNanoseconds, stamp.ctimeSeconds, stamp.ctimeNanoseconds,
      Int64(bitPattern: stamp.inode),
    ])
    return true
  }
}
