internal import KojaModel

/// Where an action takes a reason, there are reasons to choose from. Finding: `workflow/no-reasons`, at `reason`.
struct ReasonListRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    guard linted.workflow.reasons.isEmpty else { return [] }
    return linted.members("actions").compactMap { action in
      guard let pair = linted.document.pair("reason", in: action.node) else { return nil }
      return Finding(
        "workflow/no-reasons", at: linted.place(pair.key),
        Phrase(
          id: "`\(action.name)` meminta alasan, padahal alur ini tidak punya daftar `reasons`",
          en: "`\(action.name)` asks for a reason, but this workflow has no `reasons`"),
        hint: Phrase(id: "tambahkan `reasons`, atau hapus `reason`", en: "add `reasons`, or remove `reason`"))
    }
  }
}
