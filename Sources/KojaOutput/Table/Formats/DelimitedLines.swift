/// Lines of values between separators, as spreadsheets read them: RFC 4180.
package enum DelimitedLines {
  /// The lines as one text, quoted where a value needs it; a byte order mark in front where it is asked for.
  package static func text(_ rows: [[String]], separator: Character = ",", hasMark: Bool = false) -> String {
    (hasMark ? "\u{FEFF}" : "")
      + rows.map { $0.map(quoted).joined(separator: String(separator)) + "\r\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x2C || $0 == 0x3B }) else { return text }
    return "\"" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
  }
}
