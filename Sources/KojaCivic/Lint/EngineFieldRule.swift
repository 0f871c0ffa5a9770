internal import KojaModel

/// `status` and the timeline are written with every action, so none sets or freezes them. Finding:
/// `workflow/engine-field`, at the name.
struct EngineFieldRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    linted.actions.flatMap { action in ["sets", "clears", "freezes"].flatMap { linted.nodes($0, in: action.node) } }
      .compactMap { node in
        guard let name = linted.document.text(node), let head = name.split(separator: ".").first.map(String.init),
          ["status", TimelineEntry.key].contains(where: { $0.sameBytes(as: head) })
        else { return nil }
        return Finding(
          "workflow/engine-field", at: linted.place(node),
          Phrase(
            id: "`\(head)` ditulis sendiri pada setiap tindakan",
            en: "`\(head)` is written with every action by itself"),
          hint: Phrase(
            id: "hapus; keadaan sesudah tindakan ditulis di `to`",
            en: "take it out; the state that an action leads to stands in `to`"))
      }
  }
}
