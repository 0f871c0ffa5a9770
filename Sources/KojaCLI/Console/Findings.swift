internal import KojaExplain
internal import KojaModel
internal import KojaOutput

extension Console {
  /// How many findings a person is shown who did not say how many.
  static let mostFindings = 100

  /// Warnings that came up on the way, on standard error.
  func warn(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    complain(FindingFormat.text.render(findings.sorted(), options(now: Timestamp(seconds: 0, offset: 0))))
  }

  /// Prints what was found and sums it up for a person.
  ///
  /// - Parameter most: At most so many, errors before all others; nil for what a person can read, and for all in a
  ///   format for machines.
  func conclude(
    _ findings: [Finding], checked: Int?, _ format: FindingFormat, most: Int?, now: Timestamp,
    offersFixes: Bool = false
  ) {
    let most = most ?? (format.isForPeople ? Self.mostFindings : findings.count)
    let isCut = findings.count > most
    let first = isCut ? findings.filter { $0.severity == .error } + findings.filter { $0.severity != .error } : []
    let shown = isCut ? first.prefix(most).sorted() : findings
    write(format.render(shown, options(now: now), rules: Handbook.rule))
    guard format.isForPeople else { return }
    let summary = FindingSummary(findings, checked: checked, shown: shown.count)
    write(summary.line(language) + "\n")
    if let more = summary.more(language) { write("\(more): `--max-findings`\n") }
    if offersFixes { offerFixes(findings) }
    pointToHandbook(shown, format)
  }

  /// Says how many findings koja can mend by itself.
  private func offerFixes(_ findings: [Finding]) {
    // One repair may mend several of them, but two files do not both move to one place.
    let targets = findings.compactMap { if case .move(let target)? = $0.fix { Key(target) } else { nil } }
    let count = findings.count { $0.fix != nil } - targets.count + Set(targets).count
    guard count > 0 else { return }
    say(
      Phrase(
        id: "\(count) di antaranya dapat diperbaiki sendiri: `koja check --fix`",
        en: "\(count) of them can be mended: `koja check --fix`"))
  }

  /// Says that the first code that was printed has a page; only where findings are written out for a person.
  func pointToHandbook(_ findings: [Finding], _ format: FindingFormat) {
    let first = findings.first { $0.severity == .error } ?? findings.first
    guard format == .text, let code = first?.code, Handbook.page(code) != nil else { return }
    say(Phrase(id: "`koja explain \(code)` menjelaskan lebih lanjut", en: "`koja explain \(code)` tells more"))
  }
}

extension Handbook {
  /// What a machine format says about a code.
  static func rule(_ code: String) -> RuleText? {
    page(code).map { page in
      RuleText(
        title: page.title,
        meaning: Phrase(
          id: page.meaning.id + " " + page.why.id, en: page.meaning.en + " " + page.why.en),
        remedy: page.remedy)
    }
  }
}
