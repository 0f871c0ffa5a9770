/// Makes texts that a regular expression matches, for the expressions that schemas are written with: literals, classes,
/// groups, alternatives, quantifiers. What it does not understand is left out; such texts need a proof.
struct PatternText {
  private indirect enum Part {
    case choice([UInt8])
    case sequence([Part])
    case either([Part])
    case times(Part, ClosedRange<Int>)
  }

  private let part: Part

  /// Reads an expression.
  init(_ source: String) {
    var rest = Array(source.utf8)[...]
    part = Self.alternatives(&rest)
  }

  /// A text.
  func text(_ dice: inout Dice) -> String {
    var bytes: [UInt8] = []
    Self.write(part, &dice, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ part: Part, _ dice: inout Dice, into bytes: inout [UInt8]) {
    switch part {
    case .choice(let choices): if let byte = dice.pick(choices) { bytes.append(byte) }
    case .sequence(let parts): for part in parts { write(part, &dice, into: &bytes) }
    case .either(let parts): if let part = dice.pick(parts) { write(part, &dice, into: &bytes) }
    case .times(let part, let range): for _ in 0..<dice.within(range) { write(part, &dice, into: &bytes) }
    }
  }

  private static func alternatives(_ rest: inout ArraySlice<UInt8>) -> Part {
    var parts = [sequence(&rest)]
    while rest.first == UInt8(ascii: "|") {
      rest.removeFirst()
      parts.append(sequence(&rest))
    }
    return parts.count == 1 ? parts[0] : .either(parts)
  }

  private static func sequence(_ rest: inout ArraySlice<UInt8>) -> Part {
    var parts: [Part] = []
    while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      rest.removeFirst()
      guard let part = atom(byte, &rest) else { continue }
      parts.append(quantified(part, &rest))
    }
    return .sequence(parts)
  }

  private static func atom(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Part? {
    switch byte {
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return nil
    case UInt8(ascii: "."): return .choice(letters)
    case UInt8(ascii: "["): return .choice(set(&rest))
    case UInt8(ascii: "\\"): return rest.popFirst().map { .choice(escape($0)) }
    case UInt8(ascii: "("):
      if rest.first == UInt8(ascii: "?") { skipGroupHead(&rest) }
      let inner = alternatives(&rest)
      rest = rest.dropFirst()
      return inner
    default: return .choice([byte])
    }
  }

  /// `?:` or `?<name>`.
  private static func skipGroupHead(_ rest: inout ArraySlice<UInt8>) {
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "<") {
      rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
    } else {
      rest = rest.dropFirst()
    }
  }

  private static func quantified(_ part: Part, _ rest: inout ArraySlice<UInt8>) -> Part {
    switch rest.first {
    case UInt8(ascii: "?"):
      rest.removeFirst()
      return .times(part, 0...1)
    case UInt8(ascii: "*"):
      rest.removeFirst()
      return .times(part, 0...3)
    case UInt8(ascii: "+"):
      rest.removeFirst()
      return .times(part, 1...6)
    case UInt8(ascii: "{"):
      let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
      rest = rest.dropFirst(inner.count + 2)
      let ends = inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { Int(String(decoding: $0, as: UTF8.self)) }
      let least = (ends.first ?? 0) ?? 0
      let most = ends.count < 2 ? least : (ends[1] ?? least + 3)
      return .times(part, least...max(least, most))
    default: return part
    }
  }

  private static func set(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    let isNegated = rest.first == UInt8(ascii: "^")
    if isNegated { rest.removeFirst() }
    while let byte = rest.popFirst(), byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "\\") {
        bytes += rest.popFirst().map(escape) ?? []
      } else if rest.first == UInt8(ascii: "-"), let end = rest.dropFirst().first, end != UInt8(ascii: "]"), byte <= end
      {
        bytes += byte...end
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return isNegated ? letters.filter { !bytes.contains($0) } : bytes
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "d"): Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
    case UInt8(ascii: "w"): letters
    case UInt8(ascii: "s"): [0x20]
    case UInt8(ascii: "b"), UInt8(ascii: "B"): []
    default: [byte]
    }
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
}
