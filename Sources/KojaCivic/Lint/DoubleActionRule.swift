internal import KojaModel

/// A name in the timeline stands for one action, so no two have the same one. Finding: `workflow/double-action`, at the
/// second.
struct DoubleActionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let names =
      linted.nodes("initial").compactMap { linted.document.value("action", in: $0) }
      + linted.members("actions").map(\.key)
    var seen: [Key: NodeIndex] = [:]
    return names.compactMap { node in
      guard let name = linted.document.text(node) else { return nil }
      guard let first = seen.updateValue(seen[Key(name)] ?? node, forKey: Key(name)) else { return nil }
      return Finding(
        "workflow/double-action", at: linted.place(node),
        Phrase(
          id: "tindakan `\(name)` sudah ada: riwayat tidak dapat mengatakan mana yang terjadi",
          en: "there is an action `\(name)` already: a timeline cannot say which one happened"),
        hint: Phrase(id: "beri nama lain, atau hapus", en: "give it another name, or take it out"),
        related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: linted.place(first))])
    }
  }
}
