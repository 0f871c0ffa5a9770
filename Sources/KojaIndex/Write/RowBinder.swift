internal import GRDB
internal import GRDBSQLite

/// Puts rows from a tape into tables: SQLite reads the texts where they lie, nothing is copied before.
///
/// A value that SQLite refuses (a full disk) is thrown as GRDB throws it.
struct RowBinder {
  private let statements: [Statement]
  private let connection: OpaquePointer?

  /// Statements for every table of a plan, by its numbers.
  init(_ database: Database, plan: IndexPlan) throws {
    func insert(_ table: String, _ width: Int, _ columns: String = "") throws -> Statement {
      let marks = Array(repeating: "?", count: width).joined(separator: ", ")
      return try database.makeStatement(sql: "INSERT INTO \(table)\(columns) VALUES (\(marks))")
    }
    var statements = try IndexPlan.Table.allCases.map { try insert(IndexTables.name(of: $0).quoted(), $0.width) }
    for collection in plan.collections {
      let (name, words) = (collection.layout.name, IndexTables.wordNames(of: collection))
      let typed = try insert(IndexTables.table(name), 1 + IndexTables.typedNames(of: collection).count)
      // A collection without texts has no rows for the other two places.
      guard !words.isEmpty else {
        statements += [typed, typed, typed]
        continue
      }
      statements += [
        typed, try insert(IndexTables.texts(name), 1 + IndexTables.textNames(of: collection).count),
        try insert(
          IndexTables.words(name), 1 + words.count, " (\((["rowid"] + words).joined(separator: ", ")))"),
      ]
    }
    self.statements = statements
    connection = database.sqliteConnection
  }

  /// Puts some rows of a tape under a record's number; nil for the row of a file that is no record.
  func insert(_ rows: Range<Int>, of tape: RowTape, record: Int64?) throws {
    try tape.bytes.withUnsafeBytes { bytes in
      guard let texts = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
      var cell = rows.lowerBound == 0 ? 0 : tape.rows[rows.lowerBound - 1].end
      for row in tape.rows[rows] {
        let statement = statements[row.table].sqliteStatement
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
          throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: connection.map { String(cString: sqlite3_errmsg($0)) })
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
}
