internal import KojaModel

/// libyaml's syntax errors in plain words, at the place where a person has to look.
struct SyntaxReport {
  /// libyaml's words.
  let problem: String, context: String
  /// Byte offsets of the two places that libyaml names.
  let at: Int, contextAt: Int
  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The text in quotes that was read last, if that was the last value.
  let quoted: Range<Int>?

  /// Characters that libyaml takes for a key at most.
  private static let keyLimit = 1024

  /// Adds the finding `yaml/syntax`.
  func add(to sink: FindingSink) {
    if let trap = SyntaxTrap.find(self) {
      if let quoted { sink.remove("yaml/indent", within: quoted) }
      return sink.add("yaml/syntax", at: trap.range, trap.message, hint: trap.hint, fix: trap.fix)
    }
    let (start, words) = explain()
    let start1 = min(start, max(0, bytes.count - 1))
    var end = start1 + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    sink.add(
      "yaml/syntax", at: start1..<min(end, bytes.count), words.message, hint: words.hint,
      fix: SyntaxTrap.quoting(self))
  }

  private func explain() -> (Int, SyntaxWords) {
    if let key = longKey { return (key, .longKey) }
    if let better = closer { return (at, better) }
    guard let known = SyntaxMessage.find(problem, in: context) else { return (at, .unknown) }
    switch known.spot {
    case .problem: return (at, known.words)
    case .context: return (contextAt, known.words)
    case .backslash:
      let backslash = bytes[..<min(at + 1, bytes.count)].suffix(4).lastIndex(of: UInt8(ascii: "\\"))
      return (backslash ?? at, known.words)
    }
  }

  /// What the text around the place tells beyond libyaml's words.
  private var closer: SyntaxWords? {
    let byte = at < bytes.count ? bytes[at] : 0
    if byte == 0x09, !context.contains("quoted scalar") {
      return lineBefore.last(where: { !$0.isBlank }) == UInt8(ascii: "-") ? .tabAfterDash : .tab
    }
    if byte == UInt8(ascii: ":"), at + 1 == bytes.count || bytes[at + 1].isBlank,
      [0x2C, 0x7B, 0x5B].contains(lineBefore.last { !$0.isBlank } ?? 0x2C),
      problem.contains("did not find expected key") || problem.contains("node content")
    {
      return .noKey
    }
    if problem.contains("<document start>"), followsEnd { return .afterEnd }
    if problem.contains("mapping values are not allowed") {
      return !lineBefore.contains(UInt8(ascii: ":")) ? .continued : mayBePair ? .pairOrText : nil
    }
    if problem.contains("',' or "), byte == UInt8(ascii: ":"), contextAt >= lineStart {
      return .secondColon
    }
    guard problem.contains("did not find expected key") else { return nil }
    if let last = lineBefore.last(where: { !$0.isBlank }) {
      return last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") ? .behindQuote : .behindValue
    }
    switch byte {
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return .closingBracket
    case UInt8(ascii: "-") where at + 1 == bytes.count || bytes[at + 1].isBlank: return .itemAmongKeys
    default: return nil
    }
  }

  /// Whether the second colon of a line follows what looks like a key: `location: text: x` may be a pair on the wrong
  /// line as well as a text.
  var mayBePair: Bool {
    let word = lineBefore.reversed().prefix { (0x61...0x7A).contains($0) || $0.isDigit || $0 == UInt8(ascii: "_") }
    let before = lineBefore.dropLast(word.count)
    return !word.isEmpty && before.suffix(2).elementsEqual(": ".utf8)
  }

  /// Where the key begins that libyaml stopped at because it is too long.
  private var longKey: Int? {
    let start: Int
    switch problem {
    case _ where problem.contains("mapping values are not allowed"): start = lineStart
    case _ where problem.contains("',' or "):
      start = max(lineStart, bytes[..<min(at, bytes.count)].lastIndex { "[{,".utf8.contains($0) }.map { $0 + 1 } ?? 0)
    case _ where problem.contains("could not find expected ':'"): start = contextAt
    default: return nil
    }
    var key = bytes[start...].prefix { $0 != 0x0A }
    while let first = key.first, first == 0x20 || first == UInt8(ascii: "-") && key.dropFirst().first == 0x20 {
      key.removeFirst()
    }
    let colon = key.indices.first { index in
      key[index] == UInt8(ascii: ":") && (index + 1 == bytes.count || bytes[index + 1].isBlank)
    }
    guard let colon, key[..<colon].count(where: { $0 & 0xC0 != 0x80 }) > Self.keyLimit else { return nil }
    return key.startIndex
  }

  /// Whether the last line with anything on it ends a document.
  private var followsEnd: Bool {
    let lines = bytes[..<lineStart].split(separator: 0x0A)
    return lines.last { line in line.contains { !$0.isBlank && $0 != 0x0D } }?.starts(with: "...".utf8) ?? false
  }

  private var lineStart: Int { bytes[..<min(at, bytes.count)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }

  /// What stands before the place on its line.
  private var lineBefore: Slice<UnsafeBufferPointer<UInt8>> { bytes[lineStart..<min(at, bytes.count)] }
}
