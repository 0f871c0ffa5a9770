internal import KojaModel

/// `regex`: a regular expression of ECMA-262 with the `u` flag.
///
/// Spec: ECMA-262, 22.2.1; JSON Schema Validation 2020-12, 7.3.8.
struct RegexFormat: Format {
  static let name = "regex"
  static let words = Phrase(id: "ekspresi reguler (ECMA-262)", en: "a regular expression (ECMA-262)")
  static let example = "^[0-9]{5}$"

  static func accepts(_ text: Bytes) -> Bool { Pattern.isWritten(String(decoding: text, as: UTF8.self)) }
}
