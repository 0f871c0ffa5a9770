internal import KojaModel

/// `ipv4`: a numeric address, `192.0.2.1`, no leading zeros.
///
/// Spec: RFC 2673, 3.2, with the numbers of RFC 3986, IPv4address; JSON Schema Validation 2020-12, 7.3.4.
struct IPv4Format: Format {
  static let name = "ipv4"
  static let words = Phrase(id: "alamat IP versi 4", en: "an IP address of version 4")
  static let example = "192.0.2.1"

  static func accepts(_ text: Bytes) -> Bool {
    var (parts, digits, number) = (1, 0, 0)
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, parts < 4 else { return false }
        parts += 1
        (digits, number) = (0, 0)
      } else {
        guard ASCII.isDigit(byte), digits == 0 || number > 0 else { return false }
        number = number * 10 + Int(byte - 0x30)
        digits += 1
        guard number <= 255 else { return false }
      }
    }
    return parts == 4 && digits > 0
  }
}
