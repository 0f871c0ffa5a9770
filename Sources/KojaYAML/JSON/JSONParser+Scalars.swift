internal import KojaModel

extension JSONParser {
  /// Reads a string; nil after a finding that leaves no way on.
  mutating func string() -> Node? {
    let start = offset
    offset += 1
    guard let end = plainEnd() else { return nil }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
      offset = end + 1
      return Node(
        kind: .string, style: .doubleQuoted, start: UInt32(start), end: UInt32(offset), textStart: UInt32(start + 1),
        textLength: UInt32(end - start - 1))
    }
    let textStart = tree.decoded.count
    while let end = plainEnd() {
      tree.decoded.append(contentsOf: bytes[offset..<end])
      offset = end
      guard offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D else {
        add(.openQuote, at: start..<start + 1)
        return nil
      }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return Node(
          kind: .string, style: .doubleQuoted, isDecoded: true, start: UInt32(start), end: UInt32(offset),
          textStart: UInt32(textStart), textLength: UInt32(tree.decoded.count - textStart))
      case UInt8(ascii: "\\"): escape()
      default:
        add(.control, at: offset..<offset + 1)
        tree.decoded.append(bytes[offset])
        offset += 1
      }
    }
    return nil
  }

  /// Where the characters that stand for themselves end; nil after a finding that they are not UTF-8.
  private func plainEnd() -> Int? {
    var end = offset
    while end < bytes.count {
      let byte = bytes[end]
      if byte < 0x80 {
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return end }
        end += 1
      } else {
        guard let (_, length) = bytes.scalar(at: end) else {
          addEncoding(at: end)
          return nil
        }
        end += length
      }
    }
    return end
  }

  /// Reads one escape; a wrong one is a finding and nothing in the text.
  private mutating func escape() {
    let start = offset
    guard start + 1 < bytes.count else {
      offset = bytes.count
      return
    }
    offset += 2
    switch bytes[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): tree.decoded.append(bytes[start + 1])
    case UInt8(ascii: "b"): tree.decoded.append(0x08)
    case UInt8(ascii: "f"): tree.decoded.append(0x0C)
    case UInt8(ascii: "n"): tree.decoded.append(0x0A)
    case UInt8(ascii: "r"): tree.decoded.append(0x0D)
    case UInt8(ascii: "t"): tree.decoded.append(0x09)
    case UInt8(ascii: "u"): unicodeEscape(start)
    default:
      // What is no UTF-8 is found next, as that.
      guard let (_, length) = bytes.scalar(at: start + 1) else {
        offset = start + 1
        return
      }
      add(.escape, at: start..<start + 1 + length)
      isBroken = true
      offset = bytes[start + 1] < 0x20 ? start + 1 : start + 1 + length
    }
  }

  private mutating func unicodeEscape(_ start: Int) {
    guard let unit = codeUnit(at: offset) else {
      add(.escape, at: start..<characters(from: start + 1).upperBound)
      isBroken = true
      return
    }
    offset += 4
    var code = unit
    if (0xD800...0xDBFF).contains(unit), offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u"), let low = codeUnit(at: offset + 2), (0xDC00...0xDFFF).contains(low)
    {
      code = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      offset += 6
    }
    let scalar = Unicode.Scalar(code)
    if scalar == nil { add(.surrogate, at: start..<offset) }
    tree.decoded.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
  }

  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      switch byte {
      case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    return unit
  }

  /// Reads a number, `true`, `false` or `null`; nil where there is none of them. A number in a spelling that JSON does
  /// not know is a finding, and the reading goes on behind it.
  mutating func word() -> Node? {
    var end = offset
    while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    guard end > offset else { return nil }
    let text = UnsafeBufferPointer(rebasing: bytes[offset..<end])
    var kind = Self.literal(text) ?? Self.number(text)
    if kind == nil {
      guard let fault = Self.misspelt(text) else { return nil }
      add(fault, at: characters(from: offset))
      isBroken = true
      kind = .null
    }
    defer { offset = end }
    return kind.map {
      Node(
        kind: $0, style: .plain, start: UInt32(offset), end: UInt32(end), textStart: UInt32(offset),
        textLength: UInt32(text.count))
    }
  }

  private static func literal(_ text: UnsafeBufferPointer<UInt8>) -> NodeKind? {
    guard text.count == 4 || text.count == 5 else { return nil }
    if text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) { return .boolean }
    return text.elementsEqual("null".utf8) ? .null : nil
  }

  /// The kind of a number by the grammar of RFC 8259, nil where it is none.
  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> NodeKind? {
    var index = text[0] == UInt8(ascii: "-") ? 1 : 0
    func digits() -> Int {
      let start = index
      while index < text.count, text[index].isDigit { index += 1 }
      return index - start
    }
    let first = index
    let whole = digits()
    guard whole > 0, whole == 1 || text[first] != UInt8(ascii: "0") else { return nil }
    if index == text.count { return .integer }
    if text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() > 0 else { return nil }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
      guard digits() > 0 else { return nil }
    }
    return index == text.count ? .float : nil
  }

  /// What somebody meant who wrote a word that JSON does not know.
  private static func misspelt(_ text: UnsafeBufferPointer<UInt8>) -> JSONFault? {
    let word = String(decoding: text.prefix(12), as: UTF8.self)
    switch word.lowercased() {
    case "true", "false", "null", "none", "nil", "undefined": return .literal
    case "nan", "-nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "+inf": return .notFinite
    default: break
    }
    let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
    guard let first = digits.first, first.isDigit else { return nil }
    let whole = text.drop { $0 == UInt8(ascii: "-") }
    return whole.count > 1 && whole.first == UInt8(ascii: "0") && whole[whole.startIndex + 1].isDigit
      ? .leadingZero : .number
  }
}
