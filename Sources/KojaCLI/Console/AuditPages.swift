internal import KojaGit
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// What an audit found: commits with their findings, and a line about all of them.
struct AuditPages {
  let report: AuditReport
  /// Minutes east of UTC of the office.
  let zone: Int

  /// The commits: `1666dc45e0  2026-06-30 15:57  Dewi Anggraini`, and below it what the commit says it did.
  var groups: [FindingGroup] {
    report.entries.map { entry in
      let local = entry.at.at(offset: zone).description
      return FindingGroup(
        title:
          "\(entry.commit.hex.prefix(10))  \(local.prefix(10)) \(local.dropFirst(11).prefix(5))  \(entry.author.name)",
        subtitle: entry.subject,
        facts: [
          .init("commit", .string(entry.commit.hex)), .init("at", .string(entry.at.description)),
          .init("author", .string(entry.author.name)), .init("email", .string(entry.author.email)),
          .init("subject", .string(entry.subject)),
        ], findings: entry.findings)
    }
  }

  /// How many commits were looked at, and what came out, in one line.
  var summary: Phrase {
    let bad = report.entries.count { $0.findings.contains { $0.severity != .note } }
    let hand = report.entries.count { $0.findings.contains { $0.code == "history/by-hand" } }
    let checked = Digits.counted(report.checked, id: "perubahan", one: "commit", many: "commits")
    guard bad + hand > 0 else {
      return Phrase(id: "Tidak ada pelanggaran (\(checked.id) diperiksa)", en: "No violations (\(checked.en) checked)")
    }
    var parts: [Phrase] = []
    if bad > 0 {
      let words = [counted(.error, one: "error", many: "errors"), counted(.warning, one: "warning", many: "warnings")]
        .compactMap(\.self)
      let commits = Digits.counted(bad, id: "perubahan", one: "commit", many: "commits")
      parts.append(
        Phrase(
          id: words.map(\.id).joined(separator: ", ") + " dalam \(commits.id)",
          en: words.map(\.en).joined(separator: ", ") + " in \(commits.en)"))
    }
    if hand > 0 {
      let commits = Digits.counted(hand, id: "perubahan", one: "commit", many: "commits")
      parts.append(Phrase(id: "\(commits.id) dicatat di luar koja", en: "\(commits.en) made past koja"))
    }
    return Phrase(
      id: parts.map(\.id).joined(separator: "; ") + " (\(checked.id) diperiksa)",
      en: parts.map(\.en).joined(separator: "; ") + " (\(checked.en) checked)")
  }

  /// How many findings of a severity there are; nil for none.
  private func counted(_ severity: Severity, one: String, many: String) -> Phrase? {
    let count = report.findings.count { $0.severity == severity }
    return count == 0 ? nil : Digits.counted(count, id: severity.word.id, one: one, many: many)
  }
}
