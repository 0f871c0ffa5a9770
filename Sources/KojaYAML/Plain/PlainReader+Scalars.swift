internal import KojaModel

extension PlainReader {
  /// Longest key: libyaml's own limit is beyond.
  private static let longKey = 128

  // MARK: Keys

  /// Reads a key up to its colon, behind which there is a blank.
  mutating func readKey() throws(Doubt) {
    let start = at
    let first = text[start]
    if !first.isLetter, first != UInt8(ascii: "_"), first != UInt8(ascii: "$") {
      try readQuotedKey(first)
    } else {
      var (low, high) = (text.word(start), ByteWord(bits: 0))
      var marks = low.nameStops
      var length = ByteWord.first(marks)
      if marks != 0 {
        low = ByteWord(bits: low.prefix(length))
      } else {
        high = text.word(start &+ 8)
        marks = high.nameStops
        if marks != 0 {
          length = ByteWord.first(marks)
          high = ByteWord(bits: high.prefix(length))
          length &+= 8
        } else {
          length = text.nameEnd(start &+ 16) &- start
        }
      }
      guard length <= Self.longKey, !(length <= ReservedWord.longest && ReservedWord.isReserved(low.bits)) else {
        throw .unsure
      }
      try addKey(start, length, (low.bits, high.bits), .plain, quote: 0)
      at = start &+ length
    }
    guard text[at] == UInt8(ascii: ":"), text.isBlank(at &+ 1) else { throw .unsure }
  }

  @inline(never) private mutating func readQuotedKey(_ quote: UInt8) throws(Doubt) {
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .unsure }
    let start = at &+ 1
    let end = text.stop(start, quote, UInt8(ascii: "\\"))
    guard text[end] == quote, end &- start <= Self.longKey else { throw .unsure }
    let style = quote == UInt8(ascii: "'") ? NodeStyle.singleQuoted : .doubleQuoted
    try addKey(start, end &- start, SymbolTable.words(of: text[start..<end]), style, quote: 1)
    at = end &+ 1
  }

  // MARK: Plain

  /// Reads a plain scalar in block style.
  mutating func plain() throws(Doubt) {
    let start = at
    var end = at
    scan: while true {
      end = text.stop(end, UInt8(ascii: ":"), UInt8(ascii: "#"))
      switch text[end] {
      case UInt8(ascii: ":"):
        if text.isBlank(end &+ 1) { throw .unsure }
        end &+= 1
      case UInt8(ascii: "#"):
        if end > start, text[end &- 1] == 0x20 { break scan }
        end &+= 1
      case 0x80...: end &+= try text.wide(end)
      default: break scan
      }
    }
    while end > start, text[end &- 1] == 0x20 { end &-= 1 }
    at = end
    try plain(start..<end)
  }

  /// Adds a plain scalar that is this stretch of the text.
  mutating func plain(_ range: Range<Int>) throws(Doubt) {
    guard !range.isEmpty else { throw .unsure }
    var kind = NodeKind.string
    let first = text[range.lowerBound]
    if first.isLetter {
      if range.count <= ReservedWord.longest, ReservedWord.isReserved(text.word(range.lowerBound).prefix(range.count)) {
        kind = CoreSchema.kind(text[range])
        // Text here, but a boolean or nothing to others.
        if kind == .string { throw .unsure }
      }
    } else if first == UInt8(ascii: "-") || first.isDigit {
      kind = try number(text[range])
    } else {
      guard first >= 0x80 || first == UInt8(ascii: "/") || first == UInt8(ascii: "(") else { throw .unsure }
    }
    try addLeaf(
      kind, .plain, start: range.lowerBound, end: range.upperBound, textStart: range.lowerBound,
      textLength: range.count)
  }

  /// The kind of a number of digits, with a sign and a point at most.
  private mutating func number(_ digits: UnsafeBufferPointer<UInt8>) throws(Doubt) -> NodeKind {
    guard digits.count < 64, digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
    else { throw .unsure }
    let kind = CoreSchema.kind(digits)
    guard kind != .string, !CoreSchema.hasLeadingZero(digits) else { throw .unsure }
    if kind == .float, PlainNumber.isTextElsewhere(digits) { throw .unsure }
    return kind
  }

  // MARK: Quoted

  /// Reads a scalar in double quotes.
  mutating func doubleQuoted() throws(Doubt) {
    let start = at
    var end = at &+ 1
    while true {
      end = text.stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      switch text[end] {
      case UInt8(ascii: "\""):
        at = end &+ 1
        return try addQuoted(start, .doubleQuoted)
      case UInt8(ascii: "\\"): return try escaped(start)
      case 0x80...: end &+= try text.wide(end)
      default: throw .unsure
      }
    }
  }

  /// Reads a scalar in double quotes that has escapes.
  private mutating func escaped(_ start: Int) throws(Doubt) {
    let value = decoded.count
    var end = start &+ 1
    while true {
      let from = end
      end = text.stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      while text[end] >= 0x80 {
        end &+= try text.wide(end)
        end = text.stop(end, UInt8(ascii: "\""), UInt8(ascii: "\\"))
      }
      decoded.append(contentsOf: text[from..<end])
      guard text[end] == UInt8(ascii: "\\") else { break }
      switch text[end &+ 1] {
      case UInt8(ascii: "\""): decoded.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): decoded.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): decoded.append(0x0A)
      case UInt8(ascii: "t"): decoded.append(0x09)
      default: throw .unsure
      }
      end &+= 2
    }
    guard text[end] == UInt8(ascii: "\"") else { throw .unsure }
    at = end &+ 1
    return try addDecoded(value, start, .doubleQuoted)
  }

  /// Reads a scalar in single quotes.
  mutating func singleQuoted() throws(Doubt) {
    let quote = UInt8(ascii: "'")
    let start = at
    let value = decoded.count
    var from = at &+ 1
    var end = from
    while true {
      end = text.stop(end, quote, quote)
      guard text[end] == quote else {
        guard text[end] >= 0x80 else { throw .unsure }
        end &+= try text.wide(end)
        continue
      }
      at = end &+ 1
      guard text[at] == quote else { break }
      decoded.append(contentsOf: text[from..<end &+ 1])
      end &+= 2
      from = end
    }
    guard from > start &+ 1 else { return try addQuoted(start, .singleQuoted) }
    decoded.append(contentsOf: text[from..<end])
    return try addDecoded(value, start, .singleQuoted)
  }

  /// Adds a scalar in quotes that ends here and stands in the text as it is.
  @inline(__always) private mutating func addQuoted(_ start: Int, _ style: NodeStyle) throws(Doubt) {
    try addLeaf(.string, style, start: start, end: at, textStart: start &+ 1, textLength: at &- start &- 2)
  }

  /// Adds a scalar whose value was decoded from an offset on, and which ends here.
  private mutating func addDecoded(_ value: Int, _ start: Int, _ style: NodeStyle) throws(Doubt) {
    try addLeaf(
      .string, style, isDecoded: true, start: start, end: at, textStart: value, textLength: decoded.count &- value)
  }
}
