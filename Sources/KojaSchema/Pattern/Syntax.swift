/// The parts of an expression that a finite automaton can decide.
indirect enum Syntax {
  /// One character of these ranges.
  case characters([ClosedRange<UInt32>])
  /// One after the other; nothing at all when empty.
  case sequence([Syntax])
  /// One of these.
  case choice([Syntax])
  /// So often, at most so often where there is a bound.
  case repeated(Syntax, least: Int, most: Int?)
  /// The beginning and the end of the text.
  case start, end
}

/// Reads what ``Translation`` wrote. Gives up on what needs more than an automaton (references back, looking around) or
/// tables of its own (`\p`); whether an expression is right was decided before.
struct SyntaxReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  private static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

  private init(_ source: String) { scalars = Array(source.unicodeScalars) }

  /// The syntax of an expression; nil when an automaton cannot decide it.
  static func read(_ translated: String) -> Syntax? {
    var reader = SyntaxReader(translated)
    guard let syntax = reader.choice(), reader.index == reader.scalars.count else { return nil }
    return syntax
  }

  private mutating func choice() -> Syntax? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else { return nil }
    var branches: [Syntax] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() -> Syntax? {
    var parts: [Syntax] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      guard let atom = atom(), let whole = quantified(atom) else { return nil }
      parts.append(whole)
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() -> Syntax? {
    guard let scalar = next() else { return nil }
    switch scalar {
    case "^": return .start
    case "$": return .end
    case "[": return characterClass().map { .characters($0) }
    case "\\": return escape().map { .characters($0.ranges) }
    case "(":
      if take("?") {
        if take("<") {
          guard peek != "=", peek != "!" else { return nil }
          while let scalar = next(), scalar != ">" {}
        } else if take("!") {
          // What must not be followed by nothing fits nothing.
          return take(")") ? .characters([]) : nil
        } else if !take(":") {
          return nil
        }
      }
      guard let inner = choice(), take(")") else { return nil }
      return inner
    default: return .characters([scalar.value...scalar.value])
    }
  }

  private mutating func quantified(_ atom: Syntax) -> Syntax? {
    var (least, most): (Int, Int?) = (1, 1)
    switch peek {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      index += 1
      guard let first = number() else { return nil }
      (least, most) = (first, first)
      if take(",") { most = peek == "}" ? nil : number() ?? -1 }
      guard peek == "}", most.map({ $0 >= least }) ?? true else { return nil }
    default: return atom
    }
    index += 1
    _ = take("?")  // how greedy it is makes no difference to whether it is found
    return .repeated(atom, least: least, most: most)
  }

  private mutating func number() -> Int? {
    var number = 0
    let start = index
    while let scalar = peek, ("0"..."9").contains(scalar), number < 100_000 {
      number = number * 10 + Int(scalar.value - 0x30)
      index += 1
    }
    return index > start ? number : nil
  }

  /// Behind `[`.
  private mutating func characterClass() -> [ClosedRange<UInt32>]? {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while let scalar = next(), scalar != "]" {
      guard let low = member(scalar) else { return nil }
      guard peek == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        ranges += low.ranges
        continue
      }
      index += 1
      guard low.isOne, let other = next(), let high = member(other), high.isOne,
        let first = low.ranges.first?.lowerBound, let last = high.ranges.first?.lowerBound, first <= last
      else { return nil }
      ranges.append(first...last)
    }
    return isNegated ? Self.others(ranges) : ranges
  }

  private typealias Member = (ranges: [ClosedRange<UInt32>], isOne: Bool)

  private mutating func member(_ scalar: Unicode.Scalar) -> Member? {
    scalar == "\\" ? escape() : ([scalar.value...scalar.value], true)
  }

  /// Behind a backslash.
  private mutating func escape() -> Member? {
    guard let scalar = next() else { return nil }
    switch scalar {
    case "d": return (Self.digits, false)
    case "D": return (Self.others(Self.digits), false)
    case "w": return (Self.word, false)
    case "W": return (Self.others(Self.word), false)
    case "t": return ([9...9], true)
    case "r": return ([13...13], true)
    case "x":
      var digits = ""
      guard take("{") else { return nil }
      while let digit = next(), digit != "}" { digits.unicodeScalars.append(digit) }
      return UInt32(digits, radix: 16).map { ([$0...$0], true) }
    case _ where ASCII.isAlphanumeric(UInt8(truncatingIfNeeded: scalar.value)): return nil
    default: return ([scalar.value...scalar.value], true)
    }
  }

  /// All code points but these.
  private static func others(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func next() -> Unicode.Scalar? {
    guard index < scalars.count else { return nil }
    defer { index += 1 }
    return scalars[index]
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }
}
