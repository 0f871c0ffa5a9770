internal import Dispatch
internal import Synchronization

/// Work on chunks of many items on all cores while one thread, the caller's, takes the results in their order.
///
/// No more results are waiting than there are places, so memory does not grow with the number of items.
enum Stream {
  /// How many results may wait to be taken.
  private static let places = 8

  /// Runs `work` on each chunk, in parallel, and hands the results to `take`. When that throws, what has not begun is
  /// not begun.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], chunk: Int, _ work: @escaping @Sendable (ArraySlice<Item>) -> Result,
    take: (Result) throws -> Void
  ) rethrows {
    let starts = Array(stride(from: 0, to: items.count, by: chunk))
    guard starts.count > 1 else {
      if !items.isEmpty { try take(work(items[...])) }
      return
    }
    let slots = Slots<Result>(starts.count)
    let workers = DispatchGroup()
    for _ in 0..<2 {
      DispatchQueue.global().async(group: workers) {
        while let number = slots.begin(within: places) {
          slots.put(work(items[starts[number]..<min(starts[number] + chunk, items.count)]), at: number)
        }
      }
    }
    defer { workers.wait() }
    do {
      for number in starts.indices { try take(slots.take(number)) }
    } catch {
      slots.stop()
      throw error
    }
  }
}

/// The results on their way from the workers to the taker.
private final class Slots<Result: Sendable>: Sendable {
  private struct State {
    var begun = 0
    var taken = 0
    var results: [Int: Result] = [:]
    var isStopped = false
  }

  private let count: Int
  private let state = Mutex(State())
  private let changed = Signal()

  init(_ count: Int) { self.count = count }

  /// The number of the next chunk, once there is a place for its result; nil when there is none left.
  func begin(within places: Int) -> Int? {
    changed.wait {
      state.withLock { state -> Int?? in
        if state.isStopped || state.begun >= count { return .some(nil) }
        guard state.begun < state.taken + places else { return nil }
        state.begun += 1
        return state.begun - 1
      }
    }
  }

  func put(_ result: Result, at number: Int) {
    state.withLock { $0.results[number] = result }
    changed.tell()
  }

  func take(_ number: Int) -> Result {
    let result = changed.wait {
      state.withLock { state in
        state.results.removeValue(forKey: number).map { result in
          state.taken += 1
          return result
        }
      }
    }
    changed.tell()
    return result
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    changed.tell()
  }
}
