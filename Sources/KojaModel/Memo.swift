internal import Synchronization

/// Answers that were given before, by what was asked. Shared freely between threads.
///
/// Two that ask the same at the same moment may both find the answer, so it must depend on nothing that changes.
package final class Memo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let answers = Mutex([Question: Answer]())

  /// Nothing was asked yet.
  package init() {}

  /// The answer, found when it is asked for the first time.
  package func answer(_ question: Question, _ find: () -> Answer) -> Answer {
    if let known = answers.withLock({ $0[question] }) { return known }
    let found = find()
    answers.withLock { $0[question] = found }
    return found
  }
}
