import Foundation
import KojaModel
import Synchronization
import Testing

/// What is made when it is asked for.
@Suite struct LateTests {
  @Test func aValueIsMadeOnceAndNotBefore() {
    let made = Counter()
    let late = Late { made.next() }
    #expect(made.value == 0)
    let values: [Int] = [late.value, late.value, late.value]
    #expect(values == [1, 1, 1] as [Int])
  }

  @Test func allThreadsGetTheSameOne() {
    let made = Counter()
    let (late, answers) = (Late { made.next() }, Answers())
    DispatchQueue.concurrentPerform(iterations: 200) { _ in answers.add(late.value) }
    #expect(answers.all.count == 1)
  }

  @Test func anAnswerIsKeptByItsQuestionAlsoWhenItIsNothing() {
    let (memo, asked) = (Memo<Int, String?>(), Counter())
    func answer(_ number: Int) -> String? {
      memo.answer(number) {
        _ = asked.next()
        return number == 0 ? nil : "\(number)"
      }
    }
    let answers: [String?] = [answer(0), answer(7), answer(0), answer(7)]
    #expect(answers == [nil, "7", nil, "7"] as [String?])
    #expect(asked.value == 2)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

private final class Answers: Sendable {
  private let seen = Mutex(Set<Int>())
  var all: Set<Int> { seen.withLock { $0 } }

  func add(_ answer: Int) { seen.withLock { _ = $0.insert(answer) } }
}
