internal import KojaModel

/// `date-time`: a moment with its zone, `2026-03-14T08:12:00+07:00`.
///
/// Spec: RFC 3339, date-time; JSON Schema Validation 2020-12, 7.3.1.
struct DateTimeFormat: Format {
  static let name = "date-time"
  static let words = Phrase(id: "tanggal dan jam dengan zona waktu", en: "a date and time with its zone")
  static let example = "2026-03-14T08:12:00+07:00"

  static func accepts(_ text: Bytes) -> Bool {
    text.count > 11 && text[10] | 0x20 == 0x74 && DateFormat.begins(text) && TimeFormat.accepts(text, from: 11)
  }
}
