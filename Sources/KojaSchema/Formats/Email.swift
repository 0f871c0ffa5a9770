internal import KojaModel

/// `email`: an address of ASCII characters, `nama@jambikota.go.id`; also `"quoted part"@` and `@[192.0.2.1]`.
///
/// Spec: RFC 5321, 4.1.2, Mailbox; JSON Schema Validation 2020-12, 7.3.2.
struct EmailFormat: Format {
  static let name = "email"
  static let words = Phrase(id: "alamat surel", en: "an e-mail address")
  static let example = "nama@jambikota.go.id"

  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = text.lastIndex(of: UInt8(ascii: "@")), at > 0, at <= 64 else { return false }
    return isLocal(Array(text[..<at])) && isHost(Array(text[(at + 1)...]))
  }

  private static func isLocal(_ text: [UInt8]) -> Bool {
    if text.first == 0x22 {
      guard text.count >= 2, text.last == 0x22 else { return false }
      var rest = text.dropFirst().dropLast()
      while let byte = rest.popFirst() {
        guard (0x20...0x7E).contains(byte), byte != 0x22 else { return false }
        if byte == 0x5C, rest.popFirst().map({ !(0x20...0x7E).contains($0) }) ?? true { return false }
      }
      return true
    }
    let allowed = Set("!#$%&'*+-/=?^_`{|}~".utf8)
    return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy { isAlphanumeric($0) || allowed.contains($0) }
    }
  }

  private static func isHost(_ text: [UInt8]) -> Bool {
    if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") { return isAddress(text.dropFirst().dropLast()) }
    return text.count <= 255
      && text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
      }
  }

  /// `192.0.2.1`, or `IPv6:` and an address of version 6 (RFC 5321, 4.1.3).
  private static func isAddress(_ text: ArraySlice<UInt8>) -> Bool {
    let tag = Array("IPv6:".utf8)
    return text.starts(with: tag) ? IPAddress.isVersion6(text.dropFirst(tag.count)) : IPAddress.isVersion4(text)
  }

  /// ASCII letters and digits.
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Hexadecimal digits of either case.
  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }
}
