internal import KojaGit
internal import KojaIndex
internal import KojaModel

/// What a commit's message says that the trees do not: why, and whether it took another one back.
package struct CommitNote: Sendable {
  /// What the person wrote; nil for nothing.
  package let text: String?
  /// The commit that it took back, in hex; a hint, as all trailers are.
  package let undoes: String?

  /// The longest text that is told, in characters.
  private static let longest = 1000

  /// Reads a message. Lines that koja writes about fields, and trailers, are no words of a person.
  init(_ message: String) {
    undoes = Trailers(message).undoes
    var paragraphs = message.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .split(whereSeparator: \.isEmpty).map(Array.init)
    if let last = paragraphs.last, last.allSatisfy(Self.isTrailer) { paragraphs.removeLast() }
    let lines = paragraphs.flatMap(\.self).filter { !Self.isField($0) }.map { line in
      String(line.drop { $0 == " " })
    }
    let text = lines.joined(separator: "\n")
    self.text = text.isEmpty ? nil : String(text.prefix(Self.longest))
  }

  /// `Token: value`, as git reads trailers.
  private static func isTrailer(_ line: Substring) -> Bool {
    let token = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return !token.isEmpty && line.dropFirst(token.count).hasPrefix(": ")
  }

  /// `field: old -> new`, `field: (changed)`.
  private static func isField(_ line: Substring) -> Bool {
    let name = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    let rest = line.dropFirst(name.count)
    return !name.isEmpty && rest.hasPrefix(": ")
      && (rest.contains(" -> ") || Language.allCases.contains { rest == ": " + ChangeSummary.hidden[$0] })
  }
}

extension Store {
  /// What the message of an entry's commit says beside it; nil where the timeline tells what happened, and in merges.
  package func commitNote(_ entry: HistoryEntry) -> CommitNote? {
    guard entry.event.entries.isEmpty, !entry.isMerge, let id = ObjectID(hex: entry.commit),
      let info = try? repository?.commitInfo(id)
    else { return nil }
    return CommitNote(info.message)
  }
}
