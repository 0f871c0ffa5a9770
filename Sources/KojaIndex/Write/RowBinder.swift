internal import GRDB
internal import GRDBSQLite

/// Puts rows from a tape into tables: SQLite reads the texts where they lie, nothing is copied before.
///
/// A value that SQLite refuses (a full disk) is thrown as GRDB throws it.
final class RowBinder {
  private let database: Database
  private let plan: IndexPlan
  /// By the numbers of the tables, as far as they were needed.
  private var statements: [Statement?]

  /// A binder for every table of a plan.
  init(_ database: Database, plan: IndexPlan) {
    self.database = database
    self.plan = plan
    statements = Array(repeating: nil, count: IndexPlan.Table.allCases.count + 3 * plan.collections.count)
  }

  /// Puts some rows of a tape under a record's number; nil for the row of a file that is no record.
  func insert(_ rows: Range<Int>, of tape: RowTape, record: Int64?) throws {
    try tape.bytes.withUnsafeBytes { bytes in
      guard let texts = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
      var cell = rows.lowerBound == 0 ? 0 : tape.rows[rows.lowerBound - 1].end
      for row in tape.rows[rows] {
        let statement = try statement(row.table).sqliteStatement
        var code = record.map { sqlite3_bind_int64(statement, 1, $0) } ?? sqlite3_bind_null(statement, 1)
        var parameter: Int32 = 2
        while cell < row.end {
          code |= Self.bind(tape.cells[cell], texts, to: statement, parameter)
          cell += 1
          parameter += 1
        }
        if code == SQLITE_OK {
          code = sqlite3_step(statement)
          sqlite3_reset(statement)
        }
        guard code == SQLITE_DONE else {
          let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
          throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
      }
    }
  }

  private static func bind(
    _ cell: RowTape.Cell, _ texts: UnsafePointer<CChar>, to statement: OpaquePointer, _ parameter: Int32
  ) -> Int32 {
    switch cell {
    case .null: sqlite3_bind_null(statement, parameter)
    case .integer(let number): sqlite3_bind_int64(statement, parameter, Int64(number))
    case .real(let number): sqlite3_bind_double(statement, parameter, number)
    case .text(let start, let count): sqlite3_bind_text(statement, parameter, texts + Int(start), Int32(count), nil)
    case .blob(let start, let count): sqlite3_bind_blob(statement, parameter, texts + Int(start), Int32(count), nil)
    }
  }

  private func statement(_ table: Int) throws -> Statement {
    if let statement = statements[table] { return statement }
    let (name, columns) = target(table)
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    let statement = try database.makeStatement(
      sql: "INSERT INTO \(name) (\(columns.map { $0.quoted() }.joined(separator: ", "))) VALUES (\(marks))")
    statements[table] = statement
    return statement
  }

  /// The name of a table and its columns, in the order of the cells.
  private func target(_ table: Int) -> (name: String, columns: [String]) {
    if let shared = IndexPlan.Table(rawValue: table) { return (IndexTables.name(of: shared).quoted(), shared.columns) }
    let collection = plan.collections[(table - IndexPlan.Table.allCases.count) / 3]
    let name = collection.layout.name
    switch table {
    case collection.typedTable: return (IndexTables.table(name), ["record"] + IndexTables.typedNames(of: collection))
    case collection.textTable: return (IndexTables.texts(name), ["record"] + IndexTables.textNames(of: collection))
    default: return (IndexTables.words(name), ["rowid"] + IndexTables.wordNames(of: collection))
    }
  }
}
