package import KojaModel

/// A way of writing findings, `design.md` section 3. A new one is a file in `Formats` and its two lines here.
package enum FindingFormat: String, Sendable, CaseIterable {
  case text, concise, json, jsonl, github, sarif

  /// Whether it is written for people: then a summary belongs behind it.
  package var isForPeople: Bool { self == .text || self == .concise }

  /// All findings, in the order given, each ending in a line break; the whole document for `json` and `sarif`. On a
  /// terminal no format sends control characters.
  ///
  /// - Parameter rules: What is known about a code; `sarif` hands it on.
  package func render(
    _ findings: [Finding], _ options: OutputOptions, rules: @escaping (String) -> RuleText? = { _ in nil }
  ) -> String {
    let shown = options.hidesTexts ? findings.map(\.withoutTexts) : findings
    let text = renderer(options, rules).render(shown.map(Self.told))
    return options.isTerminal && !isForPeople ? safeLines(text) : text
  }

  /// The finding without values that run on for pages: whoever wants them whole has the place.
  private static func told(_ finding: Finding) -> Finding {
    var finding = finding
    finding.message = Phrase(id: brief(finding.message.id), en: brief(finding.message.en))
    return finding
  }

  private func renderer(
    _ options: OutputOptions, _ rules: @escaping (String) -> RuleText?
  ) -> any FindingRenderer {
    switch self {
    case .text: TextFindings(options: options)
    case .concise: ConciseFindings(options: options)
    case .json: JSONFindings(options: options)
    case .jsonl: JSONLinesFindings(options: options)
    case .github: GitHubFindings(options: options)
    case .sarif: SARIFFindings(options: options, rules: rules)
    }
  }
}

/// One way of writing findings.
protocol FindingRenderer {
  /// Everything about the reader.
  var options: OutputOptions { get }
  /// All findings, in the order given.
  func render(_ findings: [Finding]) -> String
}

extension Severity {
  /// The word for a person.
  package var word: Phrase {
    switch self {
    case .error: Phrase(id: "kesalahan", en: "error")
    case .warning: Phrase(id: "peringatan", en: "warning")
    case .note: Phrase(id: "catatan", en: "note")
    }
  }
}
