internal import KojaModel

extension PlainReader {
  /// Longest key: libyaml's own limit is beyond.
  private static let longKey = 128

  // MARK: Keys

  /// Whether a key begins here: up to its colon without blanks, or in quotes.
  func isKey(_ offset: Int) -> Bool {
    let quote = bytes[offset]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = stop(offset &+ 1, quote, quote)
      return byte(end) == quote && byte(end &+ 1) == UInt8(ascii: ":")
    }
    var end = offset
    while true {
      let marks = word(end).stops(below: 0x21, UInt8(ascii: ":"), 0x7F)
      if marks != 0 {
        end &+= ByteWord.first(marks)
        return byte(end) == UInt8(ascii: ":") && isBlank(end &+ 1)
      }
      end &+= 8
    }
  }

  /// Reads a key up to its colon, behind which there is a blank.
  mutating func readKey() throws(Doubt) {
    let first = bytes[at]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      try readQuotedKey(first)
    } else {
      guard Self.isNameStart(first) else { throw .unsure }
      var end = at
      var words: (UInt64, UInt64) = (0, 0)
      while true {
        let word = word(end)
        let marks = word.stops(below: 0x21, UInt8(ascii: ":"), 0x7F)
        let length = marks == 0 ? 8 : ByteWord.first(marks)
        let bits = marks == 0 ? word.bits : word.prefix(length)
        if end == at { words.0 = bits } else if end == at &+ 8 { words.1 = bits }
        end &+= length
        if marks != 0 { break }
      }
      guard byte(end) == UInt8(ascii: ":"), end &- at <= Self.longKey else { throw .unsure }
      let digest = NameDigest(low: words.0, high: words.1, length: end &- at)
      if digest.length <= ReservedWord.longest, ReservedWord.isReserved(digest.low) { throw .unsure }
      try appendKey(at..<end, digest, style: .plain)
      at = end
    }
    guard isBlank(at &+ 1) else { throw .unsure }
  }

  private mutating func readQuotedKey(_ quote: UInt8) throws(Doubt) {
    let start = at &+ 1
    let end = stop(start, quote, UInt8(ascii: "\\"))
    guard byte(end) == quote, byte(end &+ 1) == UInt8(ascii: ":"), end &- start <= Self.longKey else { throw .unsure }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    try appendKey(
      start..<end, NameDigest(text), style: quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted)
    at = end &+ 1
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
  }

  // MARK: Plain

  /// Reads a plain scalar in block style.
  mutating func plain() throws(Doubt) -> Node {
    let start = at
    var end = at
    scan: while true {
      end = stop(end, UInt8(ascii: ":"), UInt8(ascii: "#"))
      let byte = byte(end)
      switch byte {
      case UInt8(ascii: ":"):
        if isBlank(end &+ 1) { throw .unsure }
        end &+= 1
      case UInt8(ascii: "#"):
        if end > start, bytes[end &- 1] == 0x20 { break scan }
        end &+= 1
      case 0x80...: end &+= try wide(end)
      default: break scan
      }
    }
    while end > start, bytes[end &- 1] == 0x20 { end &-= 1 }
    at = end
    return try plain(start..<end)
  }

  /// The node of a plain scalar that is this stretch of the text.
  func plain(_ range: Range<Int>) throws(Doubt) -> Node {
    guard !range.isEmpty else { throw .unsure }
    var kind = NodeKind.string
    let first = bytes[range.lowerBound]
    if first.isLetter {
      if range.count <= ReservedWord.longest, ReservedWord.isReserved(word(range.lowerBound).prefix(range.count)) {
        kind = CoreSchema.kind(UnsafeBufferPointer(rebasing: bytes[range]))
        // Text here, but a boolean or nothing to others.
        if kind == .string { throw .unsure }
      }
    } else if first == UInt8(ascii: "-") || first.isDigit {
      kind = try number(UnsafeBufferPointer(rebasing: bytes[range]))
    } else {
      guard first >= 0x80 || first == UInt8(ascii: "/") || first == UInt8(ascii: "(") else { throw .unsure }
    }
    return Node(
      kind: kind, style: .plain, start: UInt32(truncatingIfNeeded: range.lowerBound),
      end: UInt32(truncatingIfNeeded: range.upperBound), textStart: UInt32(truncatingIfNeeded: range.lowerBound),
      textLength: UInt32(truncatingIfNeeded: range.count))
  }

  /// The kind of a number of digits, with a sign and a point at most.
  private func number(_ text: UnsafeBufferPointer<UInt8>) throws(Doubt) -> NodeKind {
    guard text.count < 64, text.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
    else { throw .unsure }
    let kind = CoreSchema.kind(text)
    guard kind != .string, !CoreSchema.hasLeadingZero(text) else { throw .unsure }
    return kind
  }

  // MARK: Quoted

  /// Reads a scalar in double quotes.
  mutating func doubleQuoted() throws(Doubt) -> Node {
    let start = at
    var end = at &+ 1
    while true {
      end = stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      switch byte(end) {
      case UInt8(ascii: "\""):
        at = end &+ 1
        return quoted(start, .doubleQuoted)
      case UInt8(ascii: "\\"): return try escaped(start)
      case 0x80...: end &+= try wide(end)
      default: throw .unsure
      }
    }
  }

  /// Reads a scalar in double quotes that has escapes.
  private mutating func escaped(_ start: Int) throws(Doubt) -> Node {
    let text = decoded.count
    var end = start &+ 1
    while true {
      let from = end
      end = stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      while byte(end) >= 0x80 {
        end &+= try wide(end)
        end = stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      }
      decoded.append(contentsOf: bytes[from..<end])
      guard byte(end) == UInt8(ascii: "\\") else { break }
      switch byte(end &+ 1) {
      case UInt8(ascii: "\""): decoded.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): decoded.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): decoded.append(0x0A)
      case UInt8(ascii: "t"): decoded.append(0x09)
      default: throw .unsure
      }
      end &+= 2
    }
    guard byte(end) == UInt8(ascii: "\"") else { throw .unsure }
    at = end &+ 1
    return decoded(text, start, .doubleQuoted)
  }

  /// Reads a scalar in single quotes.
  mutating func singleQuoted() throws(Doubt) -> Node {
    let quote = UInt8(ascii: "'")
    let start = at
    let text = decoded.count
    var from = at &+ 1
    var end = from
    while true {
      end = stop(end, quote, quote)
      guard byte(end) == quote else {
        guard byte(end) >= 0x80 else { throw .unsure }
        end &+= try wide(end)
        continue
      }
      at = end &+ 1
      guard byte(at) == quote else { break }
      decoded.append(contentsOf: bytes[from...end])
      end &+= 2
      from = end
    }
    guard from > start &+ 1 else { return quoted(start, .singleQuoted) }
    decoded.append(contentsOf: bytes[from..<end])
    return decoded(text, start, .singleQuoted)
  }

  /// The node of a scalar in quotes that ends here and stands in the text as it is.
  private func quoted(_ start: Int, _ style: NodeStyle) -> Node {
    Node(
      kind: .string, style: style, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: at),
      textStart: UInt32(truncatingIfNeeded: start &+ 1), textLength: UInt32(truncatingIfNeeded: at &- start &- 2))
  }

  /// The node of a scalar whose value was decoded from an offset on, and which ends here.
  func decoded(_ text: Int, _ start: Int, _ style: NodeStyle) -> Node {
    Node(
      kind: .string, style: style, isDecoded: true, start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: at), textStart: UInt32(truncatingIfNeeded: text),
      textLength: UInt32(truncatingIfNeeded: decoded.count &- text))
  }
}
