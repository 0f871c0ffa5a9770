internal import KojaModel

/// What a plain scalar means: YAML 1.2 core schema (spec 10.3.2), read by hand over bytes.
enum CoreSchema {
  /// The kind of a plain scalar.
  static func kind(_ text: UnsafeBufferPointer<UInt8>) -> NodeKind {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return isAny(text, "null", "Null", "NULL") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return isAny(text, "true", "True", "TRUE") ? .boolean : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return isAny(text, "false", "False", "FALSE") ? .boolean : .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text)
    default: return .string
    }
  }

  /// The kind of a text if it were written plain.
  static func kind(_ text: String) -> NodeKind {
    var text = text
    return text.withUTF8 { kind($0) }
  }

  /// Whether a number is spelled with zeros in front, which YAML 1.1 reads as octal and 1.2 drops.
  static func hasLeadingZero(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard digits.count >= 2, digits.first == UInt8(ascii: "0") else { return false }
    return digits[digits.startIndex + 1].isDigit
  }

  /// Whether a number is `.inf`, `.nan` or beyond what a double holds.
  static func isFinite(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 300 || text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") || $0 | 0x20 == UInt8(ascii: "n") })
    else { return true }
    return Double(String(decoding: text, as: UTF8.self))?.isFinite ?? false
  }

  /// Whether other tools, which read YAML 1.1, take a text for a boolean.
  static func isAmbiguous(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...3).contains(text.count) else { return false }
    let lower = text.map { $0 | 0x20 }
    return ["y", "n", "on", "no", "yes", "off"].contains { lower.elementsEqual($0.utf8) }
  }

  /// Whether other tools, which read YAML 1.1, take a text for a number: `0b11`, `1_000`, `12:30` (750 minutes).
  static func isNumberElsewhere(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard text.count - digits.count <= 1, let first = digits.first, first.isDigit else { return false }
    if first == UInt8(ascii: "0"), digits.dropFirst().first == UInt8(ascii: "b") {
      let bits = digits.dropFirst(2)
      return !bits.isEmpty
        && bits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") || $0 == UInt8(ascii: "_") }
    }
    if digits.contains(UInt8(ascii: "_")) {
      return digits.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }
    guard digits.contains(UInt8(ascii: ":")) else { return false }
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return first != UInt8(ascii: "0") && parts[0].allSatisfy(\.isDigit)
      && parts.dropFirst().allSatisfy { part in
        (1...2).contains(part.count) && part.allSatisfy(\.isDigit)
          && (part.count == 1 || part[part.startIndex] <= UInt8(ascii: "5"))
      }
  }

  /// Whether a text if written plain is a string, to koja and to every other tool: no number, date, time or boolean.
  static func isPlainString(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard kind(bytes) == .string, !isAmbiguous(bytes), let first = bytes.first else { return false }
      if bytes.count == 1, first == UInt8(ascii: "=") { return false }
      if bytes.count == 2, bytes.allSatisfy({ $0 == UInt8(ascii: "<") }) { return false }
      guard first.isDigit || first == UInt8(ascii: "+") || first == UInt8(ascii: "-") || first == UInt8(ascii: ".")
      else { return true }
      return !bytes.allSatisfy { $0.isDigit || "+-.:_TtZz bxoABCDEFabcdef".utf8.contains($0) }
    }
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> NodeKind {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      if text[1] == UInt8(ascii: "o") {
        return text[2...].allSatisfy { (0x30...0x37).contains($0) } ? .integer : .string
      }
      if text[1] == UInt8(ascii: "x") {
        return text[2...].allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) } ? .integer : .string
      }
    }
    if isAny(text, ".nan", ".NaN", ".NAN") { return .float }
    let signed = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
    let body = UnsafeBufferPointer(rebasing: text[(signed ? 1 : 0)...])
    if isAny(body, ".inf", ".Inf", ".INF") { return .float }
    var index = 0
    let whole = digits(body, &index)
    if index == body.count { return whole > 0 ? .integer : .string }
    var fraction = 0
    if body[index] == UInt8(ascii: ".") {
      index += 1
      fraction = digits(body, &index)
    }
    guard whole + fraction > 0 else { return .string }
    if index == body.count { return .float }
    guard body[index] | 0x20 == UInt8(ascii: "e") else { return .string }
    index += 1
    if index < body.count, body[index] == UInt8(ascii: "-") || body[index] == UInt8(ascii: "+") { index += 1 }
    return digits(body, &index) > 0 && index == body.count ? .float : .string
  }

  private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
    let start = index
    while index < text.count, text[index].isDigit { index += 1 }
    return index - start
  }

  private static func isAny(
    _ text: UnsafeBufferPointer<UInt8>, _ first: StaticString, _ second: StaticString, _ third: StaticString
  ) -> Bool {
    isSame(text, first) || isSame(text, second) || isSame(text, third)
  }

  private static func isSame(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    word.utf8CodeUnitCount == text.count
      && text.hasBytes(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), at: 0)
  }
}
