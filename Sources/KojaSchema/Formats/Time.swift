internal import KojaModel

/// `time`: a time of day with its zone, `08:12:00+07:00`. A leap second only where it can be: at 23:59:60 UTC.
///
/// Spec: RFC 3339, full-time; JSON Schema Validation 2020-12, 7.3.1.
struct TimeFormat: Format {
  static let name = "time"
  static let words = Phrase(id: "jam dengan zona waktu", en: "a time of day with its zone")
  static let example = "08:12:00+07:00"

  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool { accepts(text[...]) }

  /// Whether a stretch of a text is a time.
  static func accepts(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = Array(text)
    guard text.count >= 9, text[2] == 0x3A, text[5] == 0x3A, let hour = two(text, 0), hour < 24,
      let minute = two(text, 3), minute < 60, let second = two(text, 6), second <= 60
    else { return false }
    var rest = text[8...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return false }
      rest = rest[digits.endIndex...]
    }
    guard let offset = offset(Array(rest)) else { return false }
    let minutes = (hour * 60 + minute - offset + 2880) % 1440
    return second < 60 || minutes == 1439
  }

  private static func offset(_ text: [UInt8]) -> Int? {
    if text == [0x5A] || text == [0x7A] { return 0 }
    guard text.count == 6, text[0] == 0x2B || text[0] == 0x2D, text[3] == 0x3A, let hour = two(text, 1), hour < 24,
      let minute = two(text, 4), minute < 60
    else { return nil }
    return (text[0] == 0x2B ? 1 : -1) * (hour * 60 + minute)
  }

  private static func two(_ text: [UInt8], _ index: Int) -> Int? {
    let (tens, ones) = (text[index], text[index + 1])
    guard (0x30...0x39).contains(tens), (0x30...0x39).contains(ones) else { return nil }
    return Int(tens - 0x30) * 10 + Int(ones - 0x30)
  }
}
