internal import GRDB

/// A part of an index in memory, cut out for an audience: what is not in it cannot be asked for.
package final class IndexExtract: Sendable {
  private let queue: DatabaseQueue

  init(_ queue: DatabaseQueue) { self.queue = queue }

  /// Answers a question in SQL; see ``RecordIndex/ask(_:)``.
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
    do { result = try queue.inDatabase { try $0.guarded(question, work) } } catch {
      let error = IndexError(error)
      throw SQLFault(message: error.message, hint: error.hint, offset: nil, failure: error)
    }
    return try result.get()
  }
}
