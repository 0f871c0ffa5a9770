internal import GRDB
internal import KojaModel

/// Takes files into the tables and out of them, within one transaction.
final class RecordWriter {
  private let inserter: RowInserter
  private var next: Int64
  /// Nil where nothing was there at first: then nothing can be in the way.
  private let removal: Removal?

  init(_ database: Database, plan: IndexPlan, isFresh: Bool) throws {
    inserter = try RowInserter(database, plan: plan)
    next =
      isFresh ? 1 : try Int64.fetchOne(database, sql: "SELECT coalesce(max(record), 0) + 1 FROM \"data:record\"") ?? 1
    removal = isFresh ? nil : try Removal(database, plan: plan)
  }

  /// Takes in the files of a batch, in the place of what was known of them.
  func add(_ batch: RecordBatch) throws {
    let files = batch.files.filter { $0.kind != .unchanged }
    for file in files { try removal?.remove(file.path) }
    try inserter.insert(
      batch.tape,
      of: files.map { file in
        guard file.kind == .record else { return (file.end, nil) }
        defer { next += 1 }
        return (file.end, next)
      })
  }

  /// Forgets a file.
  func remove(_ path: String) throws { try removal?.remove(path) }
}

/// Takes records out of the tables.
private final class Removal {
  private let database: Database
  private let plan: IndexPlan
  private let find, deleteFile: Statement
  private let deletes: [Statement]
  /// By the numbers of the collections, as far as they were needed.
  private var typed: [Int: [Statement]] = [:]

  init(_ database: Database, plan: IndexPlan) throws {
    self.database = database
    self.plan = plan
    find = try database.makeStatement(
      sql: """
        SELECT f.record, r.collection FROM "data:file" f LEFT JOIN "data:record" r ON r.record = f.record
        WHERE f.path = ?
        """)
    deleteFile = try database.makeStatement(sql: "DELETE FROM \"data:file\" WHERE path = ?")
    deletes = try IndexPlan.Table.allCases.filter { $0 != .file }.map {
      try database.makeStatement(sql: "DELETE FROM \(IndexTables.name(of: $0).quoted()) WHERE record = ?")
    }
  }

  func remove(_ path: String) throws {
    guard let row = try Row.fetchOne(find, arguments: [path]) else { return }
    let (record, collection): (Int64?, Int?) = (row[0], row[1])
    try deleteFile.execute(arguments: [path])
    guard let record, let collection, (0..<plan.count).contains(collection) else { return }
    for delete in try statements(plan[collection]) + deletes { try delete.execute(arguments: [record]) }
  }

  /// Out of full text, which needs the texts, then out of the collection's other tables.
  private func statements(_ collection: IndexPlan.Planned) throws -> [Statement] {
    if let known = typed[collection.number] { return known }
    let name = collection.layout.name
    var sql = ["DELETE FROM \(IndexTables.table(name)) WHERE record = ?"]
    let names = IndexTables.wordNames(of: collection).joined(separator: ", ")
    if !names.isEmpty {
      let (texts, words) = (IndexTables.texts(name), IndexTables.words(name))
      sql.insert(
        "INSERT INTO \(words)(\(words), rowid, \(names)) SELECT 'delete', record, \(names) FROM \(texts) WHERE record = ?",
        at: 0)
      sql.insert("DELETE FROM \(texts) WHERE record = ?", at: 1)
    }
    let statements = try sql.map { try database.makeStatement(sql: $0) }
    typed[collection.number] = statements
    return statements
  }
}
