internal import GRDB
internal import KojaModel

/// Writes commits into the tables with prepared statements, within one transaction.
final class HistoryWriter {
  private let database: Database
  private let insertCommit, moveCommit, dropChanges, insertChange, insertAuthor, insertRecord, findPosition, findAuthor,
    findRecord: Statement
  private var authors: [[Key]: Int64] = [:]
  private var last: (id: String, position: Int)?

  /// Prepares to write.
  init(_ database: Database) throws {
    self.database = database
    let prepare = { (sql: String) in try database.cachedStatement(sql: sql) }
    insertCommit = try prepare(
      "INSERT OR IGNORE INTO \"commit\" (id, position, at, \"offset\", author, is_merge, place) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?)")
    moveCommit = try prepare("UPDATE \"commit\" SET place = ? WHERE id = ? AND place IS NOT ? RETURNING n")
    dropChanges = try prepare("DELETE FROM change WHERE \"commit\" = ?")
    insertChange = try prepare("INSERT INTO change VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertAuthor = try prepare("INSERT INTO author VALUES (NULL, ?, ?)")
    insertRecord = try prepare("INSERT INTO record VALUES (NULL, ?, ?)")
    findPosition = try prepare("SELECT position FROM \"commit\" WHERE id = ?")
    findAuthor = try prepare("SELECT n FROM author WHERE name = ? AND email = ?")
    findRecord = try prepare("SELECT n FROM record WHERE collection = ? AND id = ?")
  }

  /// Takes in a commit; one that is there already (another process was quicker) stays as it is, unless it was read from
  /// another folder.
  func add(_ commit: HistoryCommit, _ events: [RecordEvent]) throws {
    let latest = try commit.parents.map { try position(of: $0) }.max()
    let place = max(commit.committedAt, latest.map { $0 + 1 } ?? commit.committedAt)
    last = (commit.id, place)
    insertCommit.setUncheckedArguments([
      commit.id, place, commit.at.seconds, commit.at.offset,
      try row(findAuthor, insertAuthor, [Self.plain(commit.author.name), Self.plain(commit.author.email)]),
      commit.parents.count > 1 ? 1 : 0, commit.place,
    ])
    try insertCommit.execute()
    let isNew = database.changesCount > 0
    guard let number = isNew ? database.lastInsertedRowID : try moved(commit) else { return }
    for event in events {
      let record = try row(findRecord, insertRecord, [event.collection, Self.plain(event.id)])
      insertChange.setUncheckedArguments([
        number, record, event.kind.rawValue, event.action.map(Self.plain), event.from.map(Self.plain),
        event.to.map(Self.plain), event.renamed.map(Self.plain), event.entriesJSON, event.fieldsJSON,
      ])
      try insertChange.execute()
    }
  }

  /// The number of a commit that was read from another folder before, with its changes gone.
  private func moved(_ commit: HistoryCommit) throws -> Int64? {
    guard let number = try Int64.fetchOne(moveCommit, arguments: [commit.place, commit.id, commit.place]) else {
      return nil
    }
    try dropChanges.execute(arguments: [number])
    return number
  }

  private func position(of id: String) throws -> Int {
    if let last, last.id == id { return last.position }
    return try Int.fetchOne(findPosition, arguments: [id]) ?? 0
  }

  /// The number of an author or a record, which is made when it is new.
  private func row(_ find: Statement, _ insert: Statement, _ names: [String]) throws -> Int64 {
    let key = find === findAuthor ? names.map { Key($0) } : []
    if let known = authors[key] { return known }
    let arguments = StatementArguments(names)
    var number = try Int64.fetchOne(find, arguments: arguments)
    if number == nil {
      try insert.execute(arguments: arguments)
      number = database.lastInsertedRowID
    }
    let found = number ?? 0
    if !key.isEmpty { authors[key] = found }
    return found
  }

  /// A text that SQLite can hold whole.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
