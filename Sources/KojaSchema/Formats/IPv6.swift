internal import KojaModel

/// `ipv6`: a numeric address, `2001:db8::1`, the last two groups perhaps as an address of version 4.
///
/// Spec: RFC 4291, 2.2; RFC 3986, IPv6address; JSON Schema Validation 2020-12, 7.3.4.
struct IPv6Format: Format {
  static let name = "ipv6"
  static let words = Phrase(id: "alamat IP versi 6", en: "an IP address of version 6")
  static let example = "2001:db8::1"

  static func accepts(_ text: Bytes) -> Bool {
    var index = 0
    var groups = 0
    var hasGap = false
    while index < text.count {
      if text[index] == 0x3A {
        // Between groups, or twice: the gap, also at either end.
        let isDouble = index + 1 < text.count && text[index + 1] == 0x3A
        if isDouble {
          guard !hasGap else { return false }
          hasGap = true
          index += 2
          if index == text.count { break }
        } else {
          guard index > 0 else { return false }
          index += 1
        }
      } else if index > 0 {
        return false
      }
      let start = index
      while index < text.count, ASCII.isHexadecimal(text[index]) { index += 1 }
      if index < text.count, text[index] == UInt8(ascii: ".") {
        guard IPv4Format.accepts(text.part(start, text.count)) else { return false }
        groups += 2
        break
      }
      guard (1...4).contains(index - start) else { return false }
      groups += 1
    }
    return hasGap ? groups < 8 : groups == 8
  }
}
