/// Text that a spreadsheet takes for text and not for a formula.
///
/// https://owasp.org/www-community/attacks/CSV_Injection
package enum SpreadsheetText {
  /// The text with an apostrophe before a first character that starts a formula. A text that already begins with
  /// apostrophes and then such a character gets another one, so that ``restored(_:)`` undoes every case.
  package static func neutralised(_ text: String) -> String {
    startsFormula(behindApostrophes: text) ? "'" + text : text
  }

  /// The text as a formula that yields it, `="0036129"`, so that no digit of it is lost; nil where a spreadsheet would
  /// not take it (quotes, control characters, more than 255 bytes).
  package static func literal(_ text: String) -> String? {
    text.utf8.count <= 255 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 } ? "=\"\(text)\"" : nil
  }

  /// Whether a spreadsheet would read the text as a number or a day and write it differently.
  package static func looksLikeNumber(_ text: String) -> Bool {
    text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      && text.utf8.allSatisfy { (0x2C...0x3A).contains($0) || $0 == 0x45 || $0 == 0x65 }
  }

  /// What ``neutralised(_:)`` or ``literal(_:)`` was given; any other text as it is.
  package static func restored(_ text: String) -> String {
    if text.utf8.count >= 3, text.hasPrefix("=\""), text.utf8.last == 0x22 {
      let inner = String(text.unicodeScalars.dropFirst(2).dropLast())
      if literal(inner) != nil { return inner }
    }
    return text.utf8.first == 0x27 && startsFormula(behindApostrophes: text)
      ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// A cell of a table that somebody else wrote, safe to be opened again: as it was where it yields what it says.
  package static func kept(_ cell: String) -> String {
    let text = restored(cell)
    return literal(text).map { $0.sameBytes(as: cell) } ?? false ? cell : neutralised(text)
  }

  private static func startsFormula(behindApostrophes text: String) -> Bool {
    switch text.unicodeScalars.first(where: { $0 != "'" }) {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
