/// An expression as steps over the bytes of a text, several of which may be taken at once.
struct Steps {
  /// One step.
  enum Step {
    /// A byte of a range, then the step behind.
    case byte(ClosedRange<UInt8>, Int)
    /// Both ways are open.
    case split(Int, Int)
    /// Only at the beginning, at the end.
    case start(Int), end(Int)
    /// The expression is found.
    case found
  }

  /// The steps; each leads to some before it, or itself through a loop.
  private(set) var steps: [Step] = [.found]
  /// The first step.
  private(set) var first = 0
  /// So many are enough for any sane schema.
  private static let most = 4_000

  /// The steps of an expression; nil where they are too many.
  init?(_ syntax: Syntax) {
    guard let first = add(syntax, then: 0) else { return nil }
    self.first = first
  }

  private mutating func add(_ step: Step) -> Int? {
    guard steps.count < Self.most else { return nil }
    steps.append(step)
    return steps.count - 1
  }

  /// Adds the steps of a part; gives the first of them.
  private mutating func add(_ syntax: Syntax, then next: Int) -> Int? {
    switch syntax {
    case .start: return add(.start(next))
    case .end: return add(.end(next))
    case .characters(let ranges): return add(ranges, then: next)
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let step = add(part, then: next) else { return nil }
        next = step
      }
      return next
    case .choice(let branches):
      var whole: Int?
      for branch in branches.reversed() {
        guard let step = add(branch, then: next) else { return nil }
        guard let other = whole else {
          whole = step
          continue
        }
        whole = add(.split(step, other))
        if whole == nil { return nil }
      }
      return whole
    case .repeated(let part, let least, let most):
      return add(part, least, most, then: next)
    }
  }

  private mutating func add(_ part: Syntax, _ least: Int, _ most: Int?, then next: Int) -> Int? {
    var next = next
    if let most {
      let end = next
      for _ in least..<max(least, most) {
        guard let step = add(part, then: next), let split = add(.split(step, end)) else { return nil }
        next = split
      }
    } else {
      guard let loop = add(.split(next, next)), let step = add(part, then: loop) else { return nil }
      steps[loop] = .split(step, next)
      next = loop
    }
    for _ in 0..<least {
      guard let step = add(part, then: next) else { return nil }
      if step == next { break }  // nothing, however often
      next = step
    }
    return next
  }

  /// One character in UTF-8; a step that leads nowhere for none.
  private mutating func add(_ ranges: [ClosedRange<UInt32>], then next: Int) -> Int? {
    var whole: Int?
    for range in ranges {
      for bytes in UTF8Ranges.of(range) {
        var step = next
        for byte in bytes.reversed() {
          guard let before = add(.byte(byte, step)) else { return nil }
          step = before
        }
        guard let other = whole else {
          whole = step
          continue
        }
        whole = add(.split(step, other))
        if whole == nil { return nil }
      }
    }
    if let whole { return whole }
    guard let nowhere = add(.split(0, 0)) else { return nil }
    steps[nowhere] = .split(nowhere, nowhere)
    return nowhere
  }
}

/// Ranges of code points as ranges of the bytes that write them in UTF-8.
enum UTF8Ranges {
  /// For each part of a range, what its first byte may be, its second, and so on. Surrogates are left out.
  static func of(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
    var result: [[ClosedRange<UInt8>]] = []
    split(range.lowerBound, min(range.upperBound, 0x10FFFF), &result)
    return result
  }

  /// Where the number of bytes changes, and around the surrogates.
  private static let borders: [UInt32] = [0x7F, 0x7FF, 0xD7FF, 0xDFFF, 0xFFFF]

  private static func split(_ low: UInt32, _ high: UInt32, _ result: inout [[ClosedRange<UInt8>]]) {
    guard low <= high else { return }
    if let border = borders.first(where: { low <= $0 && $0 < high }) {
      split(low, border, &result)
      split(border + 1, high, &result)
      return
    }
    if (0xD800...0xDFFF).contains(low) { return }
    let (first, last) = (bytes(low), bytes(high))
    // All of the bytes behind one that differs must be free.
    for position in 1..<max(1, first.count) {
      let rest = (UInt32(1) << UInt32(6 * position)) - 1
      guard low & ~rest != high & ~rest else { continue }
      if low & rest != 0 {
        split(low, low | rest, &result)
        split((low | rest) + 1, high, &result)
        return
      }
      if high & rest != rest {
        split(low, (high & ~rest) - 1, &result)
        split(high & ~rest, high, &result)
        return
      }
    }
    result.append(zip(first, last).map { $0...$1 })
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? []
  }
}
