internal import GRDB
internal import KojaModel

extension RecordIndex {
  /// Answers a question in SQL.
  ///
  /// One statement that reads: an authorizer lets through selections, columns and functions and nothing else, so that
  /// no pragma, no other file and no change comes by, whatever the text says. A question that takes too long is cut off.
  package func ask(_ question: SQLQuestion) throws(SQLFault) -> SQLAnswer {
    try with(question) { statement throws(SQLFault) in try statement.answer(question) }
  }

  /// The columns that a question would bring; throws what is wrong with it. Nothing is read.
  package func columns(of question: SQLQuestion) throws(SQLFault) -> [String] {
    try with(question) { statement throws(SQLFault) in statement.columns }
  }

  private func with<T>(_ question: SQLQuestion, _ work: (GuardedStatement) throws(SQLFault) -> T) throws(SQLFault) -> T
  {
    let result: Result<T, SQLFault>
    do throws(IndexError) {
      result = try asking(at: question.now) { database in try database.guarded(question, work) }
    } catch {
      throw SQLFault(message: error.message, hint: error.hint, offset: nil, failure: error)
    }
    return try result.get()
  }
}

extension Database {
  /// Prepares a question so that it can only read, and does something with it.
  func guarded<T>(
    _ question: SQLQuestion, _ work: (GuardedStatement) throws(SQLFault) -> T
  ) throws -> Result<T, SQLFault> {
    // The first use of a table-valued function declares its table, which the guard would take for a change.
    try execute(sql: "SELECT 1 FROM json_each('[]'), json_tree('[]')")
    for function in Aggregates.all { add(function: function) }
    guard let connection = sqliteConnection else { throw DatabaseError(message: "no connection") }
    return SQLClock.$now.withValue(question.now) {
      Result { () throws(SQLFault) in try work(try GuardedStatement(question, on: connection)) }
    }
  }
}
