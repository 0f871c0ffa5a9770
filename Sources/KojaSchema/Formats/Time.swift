internal import KojaModel

/// `time`: a time of day with its zone, `08:12:00+07:00`. A leap second only where it can be: at 23:59:60 UTC.
///
/// Spec: RFC 3339, full-time; JSON Schema Validation 2020-12, 7.3.1.
struct TimeFormat: Format {
  static let name = "time"
  static let words = Phrase(id: "jam dengan zona waktu", en: "a time of day with its zone")
  static let example = "08:12:00+07:00"

  static func accepts(_ text: Bytes) -> Bool { accepts(text, from: 0) }

  /// Whether a text is a time from an index on.
  @inline(__always)
  static func accepts(_ text: Bytes, from start: Int) -> Bool {
    guard text.count &- start >= 9, text[start + 2] == 0x3A, text[start + 5] == 0x3A else { return false }
    let (hour, minute) = (ASCII.two(text, start), ASCII.two(text, start + 3))
    let second = ASCII.two(text, start + 6)
    guard hour < 24, minute < 60, second <= 60 else { return false }
    var index = start + 8
    if text[index] == 0x2E {
      index += 1
      let first = index
      while index < text.count, ASCII.isDigit(text[index]) { index += 1 }
      guard index > first, index < text.count else { return false }
    }
    var offset = 0
    if text[index] | 0x20 == 0x7A {
      guard index + 1 == text.count else { return false }
    } else {
      guard index + 6 == text.count, text[index] == 0x2B || text[index] == 0x2D, text[index + 3] == 0x3A else {
        return false
      }
      let (hours, minutes) = (ASCII.two(text, index + 1), ASCII.two(text, index + 4))
      guard hours < 24, minutes < 60 else { return false }
      offset = (hours * 60 + minutes) * (text[index] == 0x2B ? 1 : -1)
    }
    return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 == 1439
  }
}
