/// Text that a spreadsheet takes for text and not for a formula.
///
/// https://owasp.org/www-community/attacks/CSV_Injection
package enum SpreadsheetText {
  /// The text with an apostrophe before a first character that starts a formula. A text that already begins with
  /// apostrophes and then such a character gets another one, so that ``restored(_:)`` undoes every case.
  package static func neutralised(_ text: String) -> String {
    startsFormula(behindApostrophes: text) ? "'" + text : text
  }

  /// What ``neutralised(_:)`` was given.
  package static func restored(_ text: String) -> String {
    text.utf8.first == 0x27 && startsFormula(behindApostrophes: text) ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func startsFormula(behindApostrophes text: String) -> Bool {
    switch text.unicodeScalars.first(where: { $0 != "'" }) {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
