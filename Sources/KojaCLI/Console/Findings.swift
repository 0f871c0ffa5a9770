internal import KojaExplain
internal import KojaModel
internal import KojaOutput

extension Console {
  /// Warnings that came up on the way, on standard error.
  func warn(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    complain(FindingFormat.text.render(findings.sorted(), options(now: Timestamp(seconds: 0, offset: 0))))
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
