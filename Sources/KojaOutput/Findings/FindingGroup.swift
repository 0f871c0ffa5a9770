package import KojaModel

/// Findings that belong to one thing besides their files: a commit.
package struct FindingGroup: Sendable {
  /// The line above them.
  package let title: String
  /// The line below the title.
  package let subtitle: String
  /// What machines are told of the thing, before the keys of a finding.
  package let facts: [Value.Member]
  /// The findings, in their order.
  package let findings: [Finding]

  /// Findings with what they belong to. Texts are raw.
  package init(title: String, subtitle: String, facts: [Value.Member], findings: [Finding]) {
    self.title = title
    self.subtitle = subtitle
    self.facts = facts
    self.findings = findings
  }

  /// The groups as a person reads them, with so many findings at most.
  package static func text(_ groups: [FindingGroup], atMost limit: Int, _ options: OutputOptions) -> String {
    var left = limit
    var parts: [String] = []
    for group in groups where left > 0 {
      let shown = Array(group.findings.prefix(left))
      left -= shown.count
      let subtitle = Cells.truncated(safe(group.subtitle), to: options.width.map { $0 - 2 } ?? .max)
      parts.append(
        Paint.bold(safe(group.title), options) + "\n  " + subtitle + "\n"
          + FindingFormat.text.render(shown, options))
    }
    return parts.map { $0 + "\n" }.joined()
  }

  /// Every finding with the facts of its group.
  package static func values(_ groups: [FindingGroup], _ language: Language) -> [Value] {
    groups.flatMap { group in
      group.findings.map { finding in
        guard case .object(let members) = finding.value(language) else { return .null }
        return .object(group.facts + members)
      }
    }
  }
}
