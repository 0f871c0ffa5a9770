internal import KojaModel

/// Who types a label must mean one action. Finding: `workflow/double-label`, at the second.
struct DoubleLabelRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let document = linted.document
    var findings: [Finding] = []
    for language in Language.allCases {
      var seen: [Key: (name: String, label: NodeIndex)] = [:]
      for (name, action) in linted.actions {
        guard let node = document.value("label", in: action).flatMap({ document.value(language.rawValue, in: $0) }),
          let label = document.text(node)
        else { continue }
        let typed = Key(String(label.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }))
        guard let first = seen[typed] else {
          seen[typed] = (name, node)
          continue
        }
        guard !first.name.sameBytes(as: name) else { continue }
        findings.append(
          Finding(
            "workflow/double-label", at: linted.place(node),
            Phrase(
              id: "`\(first.name)` sudah bernama \(label): mana yang dimaksud tidak dapat diketahui",
              en: "`\(first.name)` is called \(label) already: nobody can tell which one is meant"),
            hint: Phrase(id: "beri nama lain", en: "give it another name"),
            related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: linted.place(first.label))]))
      }
    }
    return findings
  }
}
