package import KojaModel

/// The message of a commit: words for people in the store's language, trailers for machines.
///
/// The form is that of `design.md` section 5. Trailers are hints; log and audit derive from the trees.
package enum CommitMessage {
  /// The message of a change.
  package static func text(_ change: PlannedChange, language: Language, name: (String, String) -> String?) -> String {
    change.batch.map { text($0, language: language) }
      ?? text(change.summary, also: change.also, language: language, name: name)
  }

  /// The message of one record's change; `name` gives the title of a record that a field refers to.
  package static func text(
    _ summary: ChangeSummary, also: [String] = [], language: Language, name: (String, String) -> String?
  ) -> String {
    var paragraphs = [safe(summary.title(language))]
    var body = summary.fields.map { safe(summary.line($0, language, name: name)) }
    if let reason = summary.reasonText {
      body.append(safe(Phrase(id: "alasan: \(reason.id)", en: "reason: \(reason.en)")[language]))
    }
    if !also.isEmpty {
      body.append(
        Phrase(
          id: "\(also.count) catatan lain ikut disesuaikan.",
          en: also.count == 1 ? "1 other record was adjusted." : "\(also.count) other records were adjusted.")[language]
      )
    }
    if body.count > 40 { body = Array(body.prefix(40)) + ["…"] }
    if let note = summary.note {
      body += lines(of: note).map { noteLine(safe($0)) }
    }
    if !body.isEmpty { paragraphs.append(body.joined(separator: "\n")) }
    var trailers = ["Koja-Record: \(summary.collection.name)/\(summary.id)"]
    trailers +=
      also.count < BatchSummary.mostNamed
      ? also.map { "Koja-Record: \(safe($0))" } : ["Koja-Count: \(also.count + 1)"]
    if let action = summary.action { trailers.append("Koja-Action: \(action)") }
    if let at = summary.happenedAt { trailers.append("Koja-At: \(at)") }
    trailers += summary.trailers.map { "\($0.name): \(safe($0.value))" }
    paragraphs.append(trailers.joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// The message of a change of many records: those that are few are named, else counted.
  package static func text(_ batch: BatchSummary, language: Language) -> String {
    var paragraphs = [safe(batch.title(language))]
    var body = batch.lines.map { safe($0) }
    if body.count > 40 { body = Array(body.prefix(40)) + ["…"] }
    if let note = batch.note { body += lines(of: note).map { noteLine(safe($0)) } }
    if !body.isEmpty { paragraphs.append(body.joined(separator: "\n")) }
    var trailers =
      batch.records.count <= BatchSummary.mostNamed
      ? batch.records.map { "Koja-Record: \(safe($0))" } : ["Koja-Count: \(batch.records.count)"]
    if let plan = batch.plan { trailers.append("Koja-Plan: \(plan)") }
    trailers += batch.trailers.map { "\($0.name): \(safe($0.value))" }
    paragraphs.append(trailers.joined(separator: "\n"))
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// Broken at LF or CRLF; by bytes, because to Swift CRLF is one character that is no LF.
  private static func lines(of note: String) -> [String] {
    note.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(Substring(line.last == 0x0D ? line.dropLast() : line))
    }
  }

  /// A line of a note must not be taken for a trailer: what looks like one is indented. Git allows blanks before `:`.
  private static func noteLine(_ line: String) -> String {
    let token = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let rest = line.dropFirst(token.count).drop { $0 == " " || $0 == "\t" }
    return !token.isEmpty && rest.utf8.first == UInt8(ascii: ":") ? "    " + line : line
  }

  /// Nothing that moves a cursor, breaks a line or turns the direction of writing gets out through `git log`.
  private static func safe(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { deceives($0) ? "\u{FFFD}" : $0 }))
  }

  /// Controls, invisible line breaks and what Unicode calls default ignorable, but for the joiners of visible characters.
  private static func deceives(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0x200C, 0x200D, 0xFE00...0xFE0F: false
    default:
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }
}
