internal import KojaModel

/// `date`: a day that exists, `2026-03-14`.
///
/// Spec: RFC 3339, full-date; JSON Schema Validation 2020-12, 7.3.1.
struct DateFormat: Format {
  static let name = "date"
  static let words = Phrase(id: "tanggal (tahun-bulan-hari)", en: "a date (year-month-day)")
  static let example = "2026-03-14"

  static func accepts(_ text: Bytes) -> Bool { text.count == 10 && begins(text) }

  /// Whether the first ten bytes are a date; they must be there.
  @inline(__always)
  static func begins(_ text: Bytes) -> Bool {
    let (century, year) = (ASCII.two(text, 0), ASCII.two(text, 2))
    let (month, day) = (ASCII.two(text, 5), ASCII.two(text, 8))
    guard century < 100, year < 100, month &- 1 < 12, month > 0, day > 0, text[4] == 0x2D, text[7] == 0x2D else {
      return false
    }
    if day <= 28 { return true }
    if month == 2 { return day == 29 && (year == 0 ? century % 4 == 0 : year % 4 == 0) }
    // April, June, September and November have 30 days.
    return day <= (0b1010_0101_0000 >> month & 1 == 1 ? 30 : 31)
  }
}
