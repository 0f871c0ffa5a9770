internal import KojaModel

/// `uri`: an address with its scheme, `https://jambikota.go.id/`.
///
/// Spec: RFC 3986, 3 and appendix A; JSON Schema Validation 2020-12, 7.3.5.
struct URIFormat: Format {
  static let name = "uri"
  static let words = Phrase(id: "alamat lengkap (URI)", en: "a full address (URI)")
  static let example = "https://jambikota.go.id/"

  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let first = text.first,
      EmailFormat.isAlphanumeric(first), !(0x30...0x39).contains(first),
      text[..<colon].allSatisfy({ EmailFormat.isAlphanumeric($0) || [0x2B, 0x2D, 0x2E].contains($0) })
    else { return false }
    var rest = text[(colon + 1)...]
    if rest.starts(with: [0x2F, 0x2F]) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { [0x2F, 0x3F, 0x23].contains($0) } ?? rest.endIndex
      guard isAuthority(rest[..<end]) else { return false }
      rest = rest[end...]
    }
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      guard isMade(rest[(hash + 1)...], of: "/?:@") else { return false }
      rest = rest[..<hash]
    }
    return isMade(rest, of: "/?:@")
  }

  private static func isAuthority(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var host = text
    if let at = text.lastIndex(of: UInt8(ascii: "@")) {
      guard isMade(text[..<at], of: ":") else { return false }
      host = text[(at + 1)...]
    }
    if host.first == UInt8(ascii: "[") {
      guard let close = host.firstIndex(of: UInt8(ascii: "]")), isLiteral(host[..<close].dropFirst()) else {
        return false
      }
      host = host[(close + 1)...]
      return host.isEmpty
        || (host.first == UInt8(ascii: ":") && host.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
    }
    if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
      guard host[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      host = host[..<colon]
    }
    return isMade(host, of: "")
  }

  /// An address of version 6, or of a version still to come (`v1.x`).
  private static func isLiteral(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    text.first == UInt8(ascii: "v") || text.first == UInt8(ascii: "V")
      ? text.contains(UInt8(ascii: ".")) && isMade(text, of: ":") : IPAddress.isVersion6(text)
  }

  /// Whether a text has only unreserved characters, sub-delimiters, percent escapes and these.
  private static func isMade(_ text: Slice<UnsafeBufferPointer<UInt8>>, of more: String) -> Bool {
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.count >= 2, rest.prefix(2).allSatisfy({ EmailFormat.isHexadecimal($0) }) else { return false }
        rest = rest.dropFirst(2)
      } else if !EmailFormat.isAlphanumeric(byte), !"-._~!$&'()*+,;=".utf8.contains(byte), !more.utf8.contains(byte) {
        return false
      }
    }
    return true
  }
}
