internal import GRDB
internal import KojaModel

extension RecordIndex {
  /// Takes in what changed, in one transaction: all of it or nothing.
  ///
  /// - `changed`: records that are new or differ; they are taken one by one, so the sequence may be lazy.
  /// - `unreadable`: files that are there but are no records; what was known of them is forgotten.
  /// - `removed`: paths that are gone.
  /// - `readAt`: the clock before the first of these files was read; see ``FileStamp/isRacy(readAt:)``.
  package func update(
    changed: some Sequence<IndexedRecord>, unreadable: [(path: String, stamp: FileStamp)] = [],
    removed: [String] = [], readAt: (seconds: Int, nanoseconds: Int)
  ) throws(IndexError) {
    try run { database in
      try database.inTransaction(.immediate) {
        let writer = try RecordWriter(database, layouts: layouts)
        for path in removed {
          try writer.remove(path)
          try writer.forget(path)
        }
        for (path, stamp) in unreadable {
          try writer.remove(path)
          try writer.stamp(path, stamp.settled(readAt: readAt), isReadable: false)
        }
        for record in changed {
          try writer.remove(record.path)
          try writer.insert(record)
          try writer.stamp(record.path, record.stamp.settled(readAt: readAt), isReadable: true)
        }
        try writer.finish()
        return .commit
      }
    }
  }
}

/// Writes records into the tables with prepared statements, within one transaction.
private final class RecordWriter {
  private let database: Database
  private let layouts: [Key: CollectionLayout]
  private var typed: [Key: TypedTable] = [:]
  /// Whether nothing was there at first: then full text is built in one go at the end.
  private let isFresh: Bool
  private let find, insertRecord, insertItem, insertEntry, insertReference, insertFile, deleteFile: Statement
  private let deletes: [Statement]

  init(_ database: Database, layouts: [Key: CollectionLayout]) throws {
    self.database = database
    self.layouts = layouts
    isFresh = try Int.fetchOne(database, sql: "SELECT 1 FROM record LIMIT 1") == nil
    let prepare = { (sql: String) in try database.cachedStatement(sql: sql) }
    find = try prepare("SELECT rowid, collection FROM record WHERE path = ?")
    insertRecord = try prepare("INSERT INTO record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertItem = try prepare("INSERT INTO list_item VALUES (?, ?, ?, ?, ?)")
    insertEntry = try prepare("INSERT INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertReference = try prepare("INSERT OR IGNORE INTO reference VALUES (?, ?, ?, ?)")
    insertFile = try prepare("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    deleteFile = try prepare("DELETE FROM file WHERE path = ?")
    deletes =
      try ["list_item", "timeline", "reference"].map { try prepare("DELETE FROM \($0) WHERE record = ?") }
      + [prepare("DELETE FROM record WHERE rowid = ?")]
  }

  func remove(_ path: String) throws {
    guard let row = try Row.fetchOne(find, arguments: [path]) else { return }
    let (record, collection): (Int64, String) = (row[0], row[1])
    let table = try table(for: collection)
    if !isFresh { try table?.unindex?.execute(arguments: [record]) }
    try table?.delete.execute(arguments: [record])
    for delete in deletes { try delete.execute(arguments: [record]) }
  }

  func forget(_ path: String) throws { try deleteFile.execute(arguments: [path]) }

  func stamp(_ path: String, _ stamp: FileStamp, isReadable: Bool) throws {
    try insertFile.execute(arguments: [
      path, stamp.size, stamp.mtimeSeconds, stamp.mtimeNanoseconds, stamp.ctimeSeconds, stamp.ctimeNanoseconds,
      Int64(bitPattern: stamp.inode), isReadable ? 1 : 0,
    ])
  }

  func insert(_ record: IndexedRecord) throws {
    let layout = layouts[Key(record.collection)]
    let status = plain(record.value["status"])
    let family = layout?.family(of: status)
    let head = [layout?.titleColumn, layout?.dateColumn].map { name -> String? in
      guard let layout, let position = layout.position(of: name) else { return nil }
      return plain(layout.columns[position].value(in: record.value))
    }
    try insertRecord.execute(arguments: [
      record.collection, record.id, record.path, head[0], head[1], status, family, record.json,
    ])
    let row = database.lastInsertedRowID
    if let layout, let table = try table(for: record.collection) {
      var stored = [row.databaseValue, record.id.databaseValue, record.path.databaseValue, family.databaseValue]
      for column in layout.columns {
        let value = column.value(in: record.value)
        stored.append(StoredValue.raw(value, as: column.type))
        if StoredValue.hasKey(column.type) { stored.append(StoredValue.key(value, as: column.type)) }
        try insertParts(of: value, column, row)
      }
      table.insert.setUncheckedArguments(StatementArguments(stored))
      try table.insert.execute()
      if !isFresh { try table.index?.execute(arguments: [row]) }
    }
    try insertTimeline(record.value["timeline"], row)
  }

  /// Full text of everything, when nothing was there before.
  func finish() throws {
    guard isFresh else { return }
    for (name, table) in typed where table.index != nil {
      let words = IndexTables.words(name.string)
      try database.execute(sql: "INSERT INTO \(words)(\(words)) VALUES ('rebuild')")
    }
  }

  private func insertParts(of value: Value?, _ column: Column, _ row: Int64) throws {
    let type = column.type.item
    var items = value.map { [$0] } ?? []
    if column.type.isList {
      if case .array(let all) = value { items = all }
      for (position, item) in items.enumerated() {
        insertItem.setUncheckedArguments([
          row, column.name, position, StoredValue.raw(item, as: type), StoredValue.key(item, as: type),
        ])
        try insertItem.execute()
      }
    }
    guard case .reference(let target) = type else { return }
    for case .string(let id) in items where !id.utf8.contains(0) {
      let parts = id.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let isOpen = target == "*"
      guard !isOpen || parts.count == 2 else { continue }
      insertReference.setUncheckedArguments([
        row, column.name, isOpen ? String(parts[0]) : target, isOpen ? String(parts[1]) : id,
      ])
      try insertReference.execute()
    }
  }

  private func insertTimeline(_ timeline: Value?, _ row: Int64) throws {
    guard case .array(let entries)? = timeline else { return }
    for (position, entry) in entries.enumerated() {
      let at = plain(entry["at"])
      insertEntry.setUncheckedArguments([
        row, position, plain(entry["action"]), at, at.flatMap { Timestamp($0)?.seconds }, plain(entry["by"]),
        plain(entry["entered_by"]), plain(entry["recorded_at"]), plain(entry["note"]), plain(entry["reason"]),
      ])
      try insertEntry.execute()
    }
  }

  /// A text that SQLite can hold whole.
  private func plain(_ value: Value?) -> String? {
    value?.string.flatMap { $0.utf8.contains(0) ? nil : $0 }
  }

  private func table(for collection: String) throws -> TypedTable? {
    if let table = typed[Key(collection)] { return table }
    guard let layout = layouts[Key(collection)] else { return nil }
    let table = try TypedTable(layout, in: database)
    typed[Key(collection)] = table
    return table
  }
}

/// The statements on one collection's tables.
private struct TypedTable {
  let insert, delete: Statement
  /// Into full text from the typed table's row, and out of it; nil without text columns.
  let index, unindex: Statement?

  init(_ layout: CollectionLayout, in database: Database) throws {
    let (table, words) = (IndexTables.table(layout.name), IndexTables.words(layout.name))
    let count = 4 + layout.columns.reduce(0) { $0 + (StoredValue.hasKey($1.type) ? 2 : 1) }
    let marks = Array(repeating: "?", count: count).joined(separator: ", ")
    insert = try database.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
    delete = try database.cachedStatement(sql: "DELETE FROM \(table) WHERE record = ?")
    let names = IndexTables.textColumns(of: layout).map { IndexTables.textName(of: layout, $0) }.joined(separator: ", ")
    guard !names.isEmpty else {
      (index, unindex) = (nil, nil)
      return
    }
    let from = "FROM \(table) WHERE record = ?"
    index = try database.cachedStatement(sql: "INSERT INTO \(words)(rowid, \(names)) SELECT record, \(names) \(from)")
    unindex = try database.cachedStatement(
      sql: "INSERT INTO \(words)(\(words), rowid, \(names)) SELECT 'delete', record, \(names) \(from)")
  }
}
