internal import KojaModel

/// `date`: a day that exists, `2026-03-14`.
///
/// Spec: RFC 3339, full-date; JSON Schema Validation 2020-12, 7.3.1.
struct DateFormat: Format {
  static let name = "date"
  static let words = Phrase(id: "tanggal (tahun-bulan-hari)", en: "a date (year-month-day)")
  static let example = "2026-03-14"

  static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 10 && CalendarDate(String(decoding: text, as: UTF8.self)) != nil
  }
}
