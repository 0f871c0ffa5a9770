internal import KojaModel

/// `duration`: a length of time, `P1Y2M10DT2H30M`; a unit between two others may not be left out.
///
/// Spec: RFC 3339, appendix A, duration; JSON Schema Validation 2020-12, 7.3.1.
struct DurationFormat: Format {
  static let name = "duration"
  static let words = Phrase(id: "lama waktu (ISO 8601)", en: "a length of time (ISO 8601)")
  static let example = "P1Y2M10D"

  static func accepts(_ text: Bytes) -> Bool {
    guard text.count >= 3, text[0] == UInt8(ascii: "P") else { return false }
    var index = 1
    if text[1] != UInt8(ascii: "T") {
      guard skip(text, &index, units: "YMD") || skip(text, &index, units: "W") && index == text.count else {
        return false
      }
    }
    guard index < text.count else { return true }
    guard text[index] == UInt8(ascii: "T") else { return false }
    index += 1
    return skip(text, &index, units: "HMS") && index == text.count
  }

  /// Takes numbers with these units, which must follow one another without a gap; at least one.
  private static func skip(_ text: Bytes, _ index: inout Int, units: StaticString) -> Bool {
    let start = index
    var next = 0
    while index < text.count, ASCII.isDigit(text[index]) {
      var end = index
      while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
      guard end < text.count else { return false }
      var unit = next
      while unit < units.utf8CodeUnitCount, units.utf8Start[unit] != text[end] { unit += 1 }
      guard unit < units.utf8CodeUnitCount, index == start || unit == next else {
        // Not one of these: the caller tries others from where it was.
        index = start
        return false
      }
      next = unit + 1
      index = end + 1
    }
    return index > start
  }
}
