internal import KojaModel

/// `uuid`: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
///
/// Spec: RFC 4122, 3; JSON Schema Validation 2020-12, 7.3.5.
struct UUIDFormat: Format {
  static let name = "uuid"
  static let words = Phrase(id: "UUID", en: "a UUID")
  static let example = "2eb8aa08-aa98-11ea-b4aa-73b441d16380"

  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 36
      && text.enumerated().allSatisfy { index, byte in
        [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : EmailFormat.isHexadecimal(byte)
      }
  }
}
