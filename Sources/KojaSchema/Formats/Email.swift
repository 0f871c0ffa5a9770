internal import KojaModel

/// `email`: an address of ASCII characters, `nama@jambikota.go.id`; also `"quoted part"@` and `@[192.0.2.1]`.
///
/// Spec: RFC 5321, 4.1.2, Mailbox; JSON Schema Validation 2020-12, 7.3.2.
struct EmailFormat: Format {
  static let name = "email"
  static let words = Phrase(id: "alamat surel", en: "an e-mail address")
  static let example = "nama@jambikota.go.id"

  static func accepts(_ text: Bytes) -> Bool { Mailbox.accepts(text, beyondASCII: false) }
}

/// `idn-email`: an address that may have letters of any script.
///
/// Spec: RFC 6531, 3.3; JSON Schema Validation 2020-12, 7.3.2.
struct IDNEmailFormat: Format {
  static let name = "idn-email"
  static let words = Phrase(id: "alamat surel (huruf apa pun)", en: "an e-mail address (letters of any script)")
  static let example = "nama@jambikota.go.id"

  static func accepts(_ text: Bytes) -> Bool { Mailbox.accepts(text, beyondASCII: true) }
}

/// The grammar of addresses. Bytes from 0x80 on belong to letters of other scripts.
private enum Mailbox {
  static func accepts(_ text: Bytes, beyondASCII: Bool) -> Bool {
    var at = text.count - 1
    while at > 0, text[at] != UInt8(ascii: "@") { at -= 1 }
    guard at > 0, at <= 64 else { return false }
    return isLocal(text.part(0, at), beyondASCII) && isHost(text.part(at + 1, text.count), beyondASCII)
  }

  @inline(__always)
  private static func isLocal(_ text: Bytes, _ beyondASCII: Bool) -> Bool {
    if text[0] == 0x22 { return isQuoted(text, beyondASCII) }
    var atom = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard atom > 0 else { return false }
        atom = 0
      } else {
        guard isAtom(byte) || beyondASCII && byte >= 0x80 else { return false }
        atom += 1
      }
    }
    return atom > 0
  }

  /// Letters, digits and ``!#$%&'*+-/=?^_`{|}~``.
  @inline(__always)
  private static func isAtom(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F...0x39, 0x3D, 0x3F, 0x41...0x5A, 0x5E...0x7E: true
    default: false
    }
  }

  private static func isQuoted(_ text: Bytes, _ beyondASCII: Bool) -> Bool {
    guard text.count >= 2, text[text.count - 1] == 0x22 else { return false }
    let end = text.count - 1
    var index = 1
    while index < end {
      let isEscape = text[index] == 0x5C
      if isEscape { index += 1 }
      guard index < end, isEscape || text[index] != 0x22,
        (0x20...0x7E).contains(text[index]) || beyondASCII && !isEscape && text[index] >= 0x80
      else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private static func isHost(_ text: Bytes, _ beyondASCII: Bool) -> Bool {
    guard !text.isEmpty, text.count <= 255 else { return false }
    if text[0] == UInt8(ascii: "["), text[text.count - 1] == UInt8(ascii: "]") {
      return isAddress(text.part(1, text.count - 1))
    }
    var label = 0
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        guard label > 0, text[index - 1] != 0x2D else { return false }
        label = 0
      } else {
        guard ASCII.isAlphanumeric(byte) || byte == 0x2D && label > 0 || beyondASCII && byte >= 0x80 else {
          return false
        }
        label += 1
        guard label <= 63 || beyondASCII else { return false }
      }
    }
    return label > 0 && text[text.count - 1] != 0x2D
  }

  /// `192.0.2.1`, or `IPv6:` and an address of version 6 (RFC 5321, 4.1.3).
  private static func isAddress(_ text: Bytes) -> Bool {
    text.count > 5 && text.part(0, 5).elementsEqual("IPv6:".utf8)
      ? IPv6Format.accepts(text.part(5, text.count)) : IPv4Format.accepts(text)
  }
}
