internal import GRDB

/// Puts the rows of tapes into their tables, all rows of a table by one statement.
///
/// A value that SQLite refuses (a full disk) is thrown as GRDB throws it.
final class RowInserter {
  private let database: Database
  private let plan: IndexPlan
  private let feed: RowFeed
  /// By the numbers of the tables, as far as they were needed.
  private var statements: [Statement?]

  /// An inserter for every table of a plan.
  init(_ database: Database, plan: IndexPlan) throws {
    self.database = database
    self.plan = plan
    feed = try RowFeed(database)
    statements = Array(repeating: nil, count: IndexPlan.Table.allCases.count + 3 * plan.count)
  }

  /// Puts the rows of a tape into their tables.
  ///
  /// - Parameter files: One past the last row of each file, and the number of its record; nil is a file that is none.
  func insert(_ tape: RowTape, of files: [(end: Int, record: Int64?)]) throws {
    var rows: [[RowFeed.Row]] = Array(repeating: [], count: statements.count)
    var (row, cell) = (0, 0)
    for file in files {
      while row < file.end {
        let end = tape.rows[row].end
        rows[tape.rows[row].table].append(RowFeed.Row(record: file.record, start: cell, end: end))
        (row, cell) = (row + 1, end)
      }
    }
    for table in rows.indices where !rows[table].isEmpty {
      try feed.run(try statement(table), rows[table], of: tape)
    }
  }

  private func statement(_ table: Int) throws -> Statement {
    if let statement = statements[table] { return statement }
    let (name, columns) = target(table)
    let names = columns.map { $0.quoted() }.joined(separator: ", ")
    let statement = try database.makeStatement(
      sql: "INSERT INTO \(name) (\(names)) SELECT * FROM \(try feed.table(width: columns.count))")
    statements[table] = statement
    return statement
  }

  /// The name of a table and its columns, in the order of the cells.
  private func target(_ table: Int) -> (name: String, columns: [String]) {
    if let shared = IndexPlan.Table(rawValue: table) { return (IndexTables.name(of: shared).quoted(), shared.columns) }
    let collection = plan[(table - IndexPlan.Table.allCases.count) / 3]
    let name = collection.layout.name
    switch table {
    case collection.typedTable: return (IndexTables.table(name), ["record"] + IndexTables.typedNames(of: collection))
    case collection.textTable: return (IndexTables.texts(name), ["record"] + IndexTables.textNames(of: collection))
    default: return (IndexTables.words(name), ["rowid"] + IndexTables.wordNames(of: collection))
    }
  }
}
