internal import KojaModel

/// `json-pointer`: a way to a part of a document, `/orang/0/nama`; `~` only as `~0` and `~1`.
///
/// Spec: RFC 6901, 5; JSON Schema Validation 2020-12, 7.3.7.
struct JSONPointerFormat: Format {
  static let name = "json-pointer"
  static let words = Phrase(id: "JSON Pointer", en: "a JSON Pointer")
  static let example = "/people/0/name"

  static func accepts(_ text: Bytes) -> Bool {
    guard let first = text.first else { return true }
    guard first == UInt8(ascii: "/") else { return false }
    for index in 0..<text.count where text[index] == UInt8(ascii: "~") {
      guard index + 1 < text.count, text[index + 1] & 0xFE == 0x30 else { return false }
    }
    return true
  }
}

/// `relative-json-pointer`: so many levels up, then a pointer or `#`: `1/nama`.
///
/// Spec: draft-handrews-relative-json-pointer-01, 3; JSON Schema Validation 2020-12, 7.3.7.
struct RelativeJSONPointerFormat: Format {
  static let name = "relative-json-pointer"
  static let words = Phrase(id: "JSON Pointer relatif", en: "a relative JSON Pointer")
  static let example = "1/name"

  static func accepts(_ text: Bytes) -> Bool {
    var end = 0
    while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
    guard end > 0, end == 1 || text[0] != 0x30 else { return false }
    if end + 1 == text.count, text[end] == UInt8(ascii: "#") { return true }
    return JSONPointerFormat.accepts(text.part(end, text.count))
  }
}
