internal import GRDB
internal import KojaModel

/// Takes files into the tables and out of them, within one transaction.
final class RecordWriter {
  private let plan: IndexPlan
  private let binder: RowBinder
  private var next: Int64
  /// Whether nothing was there at first: then nothing can be in the way.
  private let isFresh: Bool
  private let removal: Removal?

  init(_ database: Database, plan: IndexPlan, isFresh: Bool) throws {
    self.plan = plan
    self.isFresh = isFresh
    binder = try RowBinder(database, plan: plan)
    next =
      isFresh ? 1 : try Int64.fetchOne(database, sql: "SELECT coalesce(max(record), 0) + 1 FROM \"data:record\"") ?? 1
    removal = isFresh ? nil : try Removal(database, plan: plan)
  }

  /// Takes in the files of a batch, in the place of what was known of them.
  func add(_ batch: RecordBatch) throws {
    var start = 0
    for file in batch.files where file.kind != .unchanged {
      try removal?.remove(file.path)
      try binder.insert(start..<file.end, of: batch.tape, record: file.kind == .record ? next : nil)
      if file.kind == .record { next += 1 }
      start = file.end
    }
  }

  /// Forgets a file.
  func remove(_ path: String) throws { try removal?.remove(path) }
}

/// Takes records out of the tables.
private struct Removal {
  private let find, deleteFile: Statement
  private let deletes: [Statement]
  /// By the numbers of the collections: out of full text, which needs the texts, then out of the other tables.
  private let typed: [[Statement]]

  init(_ database: Database, plan: IndexPlan) throws {
    find = try database.makeStatement(
      sql: """
        SELECT f.record, r.collection FROM "data:file" f LEFT JOIN "data:record" r ON r.record = f.record
        WHERE f.path = ?
        """)
    deleteFile = try database.makeStatement(sql: "DELETE FROM \"data:file\" WHERE path = ?")
    deletes = try IndexPlan.Table.allCases.filter { $0 != .file }.map {
      try database.makeStatement(sql: "DELETE FROM \(IndexTables.name(of: $0).quoted()) WHERE record = ?")
    }
    typed = try plan.collections.map { collection in
      let name = collection.layout.name
      let (texts, words) = (IndexTables.texts(name), IndexTables.words(name))
      let names = IndexTables.wordNames(of: collection).joined(separator: ", ")
      let delete = { (table: String) in try database.makeStatement(sql: "DELETE FROM \(table) WHERE record = ?") }
      guard !names.isEmpty else { return [try delete(IndexTables.table(name))] }
      let unindex = """
        INSERT INTO \(words)(\(words), rowid, \(names)) SELECT 'delete', record, \(names) FROM \(texts) WHERE record = ?
        """
      return [try database.makeStatement(sql: unindex), try delete(texts), try delete(IndexTables.table(name))]
    }
  }

  func remove(_ path: String) throws {
    guard let row = try Row.fetchOne(find, arguments: [path]) else { return }
    let (record, collection): (Int64?, Int?) = (row[0], row[1])
    try deleteFile.execute(arguments: [path])
    guard let record, let collection, typed.indices.contains(collection) else { return }
    for delete in typed[collection] + deletes { try delete.execute(arguments: [record]) }
  }
}
