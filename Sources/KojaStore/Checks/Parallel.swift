internal import Dispatch

/// Work on many items on all cores, results in the order of the items.
enum Parallel {
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], chunk: Int = 64, _ work: @Sendable (Item) -> Result
  ) -> [Result] {
    guard items.count > chunk else { return items.map(work) }
    let count = (items.count + chunk - 1) / chunk
    return [Result](unsafeUninitializedCapacity: items.count) { buffer, initialized in
      nonisolated(unsafe) let base = buffer.baseAddress
      DispatchQueue.concurrentPerform(iterations: count) { index in
        for item in (index * chunk)..<min(items.count, (index + 1) * chunk) {
          base?.advanced(by: item).initialize(to: work(items[item]))
        }
      }
      initialized = items.count
    }
  }
}
