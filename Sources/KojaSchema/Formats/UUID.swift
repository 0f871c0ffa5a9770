internal import KojaModel

/// `uuid`: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
///
/// Spec: RFC 4122, 3; JSON Schema Validation 2020-12, 7.3.5.
struct UUIDFormat: Format {
  static let name = "uuid"
  static let words = Phrase(id: "UUID", en: "a UUID")
  static let example = "2eb8aa08-aa98-11ea-b4aa-73b441d16380"

  static func accepts(_ text: Bytes) -> Bool {
    guard text.count == 36, text[8] == 0x2D, text[13] == 0x2D, text[18] == 0x2D, text[23] == 0x2D else { return false }
    var hyphens = 0
    for byte in text where !ASCII.isHexadecimal(byte) {
      guard byte == 0x2D else { return false }
      hyphens += 1
    }
    return hyphens == 4
  }
}
