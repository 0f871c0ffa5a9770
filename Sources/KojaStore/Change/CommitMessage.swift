internal import KojaModel

/// The message of a commit: words for people in the store's language, trailers for machines.
///
/// The form is that of `design.md` section 5. Trailers are hints; log and audit derive from the trees.
enum CommitMessage {
  static func text(_ summary: ChangeSummary, language: Language, name: (String, String) -> String?) -> String {
    var paragraphs = [safe(summary.title(language))]
    var body = summary.fields.map { safe(summary.line($0, language, name: name)) }
    if body.count > 40 { body = Array(body.prefix(40)) + ["…"] }
    if let note = summary.note {
      body += note.split(separator: "\n", omittingEmptySubsequences: false).map { noteLine(safe(String($0))) }
    }
    if !body.isEmpty { paragraphs.append(body.joined(separator: "\n")) }
    var trailers = ["Koja-Record: \(summary.collection.name)/\(summary.id)"]
    if let action = summary.action { trailers.append("Koja-Action: \(action)") }
    if let at = summary.happenedAt { trailers.append("Koja-At: \(at)") }
    paragraphs.append(trailers.joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// A line of a note must not be taken for a trailer: what looks like one is indented.
  private static func noteLine(_ line: String) -> String {
    let token = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return !token.isEmpty && line.dropFirst(token.count).hasPrefix(":") ? "    " + line : line
  }

  /// No control character reaches a terminal through `git log`.
  private static func safe(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }))
  }
}
