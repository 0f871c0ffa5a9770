internal import KojaModel

/// Where an action takes a reason, there are reasons to choose from, and what a reason is `for` is an action that takes
/// one. Findings: `workflow/no-reasons`, at `reason`; `workflow/unknown-action`, `workflow/idle-reason`, at the name.
struct ReasonListRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    linted.members("actions").compactMap { none(for: $0, linted) }
      + linted.members("reasons").flatMap { reason in
        linted.nodes("for", in: reason.node).compactMap { useless($0, linted) }
      }
  }

  private func none(for action: LintedWorkflow.Member, _ linted: LintedWorkflow) -> Finding? {
    guard let pair = linted.document.pair("reason", in: action.node), let known = linted.workflow.action(action.name),
      linted.workflow.reasons(for: known).isEmpty
    else { return nil }
    guard linted.workflow.reasons.isEmpty else {
      return Finding(
        "workflow/no-reasons", at: linted.place(pair.key),
        Phrase(
          id: "`\(action.name)` meminta alasan, padahal tidak satu pun dari `reasons` untuk tindakan itu",
          en: "`\(action.name)` asks for a reason, but none of `reasons` is for it"),
        hint: Phrase(
          id: "tulis `\(action.name)` dalam `for` alasan yang cocok, atau hapus `reason`",
          en: "name `\(action.name)` in `for` of those that fit, or remove `reason`"))
    }
    return Finding(
      "workflow/no-reasons", at: linted.place(pair.key),
      Phrase(
        id: "`\(action.name)` meminta alasan, padahal alur ini tidak punya daftar `reasons`",
        en: "`\(action.name)` asks for a reason, but this workflow has no `reasons`"),
      hint: Phrase(id: "tambahkan `reasons`, atau hapus `reason`", en: "add `reasons`, or remove `reason`"))
  }

  private func useless(_ node: NodeIndex, _ linted: LintedWorkflow) -> Finding? {
    guard let name = linted.document.text(node) else { return nil }
    guard linted.actions.contains(where: { $0.name.sameBytes(as: name) }) else {
      return linted.unknownAction(name, at: node)
    }
    guard let action = linted.workflow.action(name), action.reason == nil else { return nil }
    return Finding(
      "workflow/idle-reason", at: linted.place(node),
      Phrase(id: "`\(name)` tidak meminta alasan", en: "`\(name)` asks for no reason"),
      hint: Phrase(
        id: "hapus dari `for`, atau tulis `reason: optional` pada tindakan itu",
        en: "take it out of `for`, or give that action `reason: optional`"))
  }
}
