/// The grammar of addresses.
///
/// Spec: RFC 3986, appendix A; RFC 3987, 2.2.
struct URIGrammar {
  /// Whether characters beyond ASCII may stand where RFC 3987 has them.
  let isInternational: Bool

  /// Whether a text is an address with its scheme.
  func isFull(_ text: Bytes) -> Bool {
    guard let colon = schemeEnd(text) else { return false }
    return isRest(text.part(colon + 1, text.count))
  }

  /// Whether a text is an address, full or relative.
  func isReference(_ text: Bytes) -> Bool {
    if isFull(text) { return true }
    // The first segment of a relative path has no colon, lest it look like a scheme.
    var index = 0
    while index < text.count, text[index] != 0x2F, text[index] != 0x3F, text[index] != 0x23 {
      if text[index] == 0x3A { return false }
      index += 1
    }
    return isRest(text)
  }

  private func schemeEnd(_ text: Bytes) -> Int? {
    guard !text.isEmpty, ASCII.isLetter(text[0]) else { return nil }
    var index = 1
    while index < text.count, text[index] != 0x3A {
      guard ASCII.isAlphanumeric(text[index]) || [0x2B, 0x2D, 0x2E].contains(text[index]) else { return nil }
      index += 1
    }
    return index < text.count ? index : nil
  }

  /// What follows the scheme: authority, path, query, fragment.
  private func isRest(_ text: Bytes) -> Bool {
    let hash = text.index(of: UInt8(ascii: "#"))
    guard hash == text.count || isMade(text.part(hash + 1, text.count), of: "/?:@") else { return false }
    let question = min(text.index(of: UInt8(ascii: "?")), hash)
    guard question == hash || isMade(text.part(question + 1, hash), of: "/?:@", isQuery: true) else { return false }
    var start = 0
    if question >= 2, text[0] == 0x2F, text[1] == 0x2F {
      start = min(text.index(of: 0x2F, from: 2), question)
      guard isAuthority(text.part(2, start)) else { return false }
    }
    return isMade(text.part(start, question), of: "/:@")
  }

  private func isAuthority(_ text: Bytes) -> Bool {
    var start = 0
    if let at = text.lastIndex(of: UInt8(ascii: "@")) {
      guard isMade(text.part(0, at), of: ":") else { return false }
      start = at + 1
    }
    let host = text.part(start, text.count)
    var end = 0
    if host.first == UInt8(ascii: "[") {
      let close = host.index(of: UInt8(ascii: "]"))
      guard close < host.count, isLiteral(host.part(1, close)) else { return false }
      end = close + 1
    } else {
      end = host.index(of: 0x3A)
      guard isMade(host.part(0, end), of: "") else { return false }
    }
    guard end < host.count else { return true }
    return host[end] == 0x3A && host.part(end + 1, host.count).allSatisfy { ASCII.isDigit($0) }
  }

  /// An address of version 6, or of a version still to come (`v1.x`).
  private func isLiteral(_ text: Bytes) -> Bool {
    guard let first = text.first, first | 0x20 == 0x76 else { return IPv6Format.accepts(text) }
    let dot = text.index(of: UInt8(ascii: "."))
    return dot > 1 && dot + 1 < text.count && text.part(1, dot).allSatisfy { ASCII.isHexadecimal($0) }
      && URIGrammar(isInternational: false).isMade(text.part(dot + 1, text.count), of: ":", hasEscapes: false)
  }

  /// Whether a text has only unreserved characters, sub-delimiters, percent escapes and these.
  private func isMade(
    _ text: Bytes, of more: StaticString, isQuery: Bool = false, hasEscapes: Bool = true
  ) -> Bool {
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D:
        index += 1
      case 0x25:
        guard hasEscapes, ASCII.isEscape(text, index) else { return false }
        index += 3
      case 0x80...:
        guard isInternational, let length = Self.international(text, index, isQuery) else { return false }
        index += length
      case let byte:
        guard more.withUTF8Buffer({ $0.contains(byte) }) else { return false }
        index += 1
      }
    }
    return true
  }

  /// The length of a character that RFC 3987 lets stand unescaped: ucschar, and iprivate in queries.
  private static func international(_ text: Bytes, _ index: Int, _ isQuery: Bool) -> Int? {
    guard let (value, length) = text.scalar(at: index) else { return nil }
    let isAllowed =
      switch value {
      case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
      case 0x10000...0xDFFFF: value & 0xFFFF < 0xFFFE
      case 0xE1000...0xEFFFD: true
      case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
      default: false
      }
    return isAllowed ? length : nil
  }
}
