internal import KojaModel

/// Who extends a limit gives a reason. Finding: `workflow/extension-reason`, at the name of the action.
struct ExtensionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    linted.members("clocks").flatMap { clock in
      linted.nodes("extension", in: clock.node).flatMap { linted.nodes("action", in: $0) }
    }.compactMap { node in
      guard let name = linted.document.text(node), let action = linted.workflow.action(name),
        action.reason != .required
      else { return nil }
      return Finding(
        "workflow/extension-reason", at: linted.place(node),
        Phrase(
          id: "`\(name)` memperpanjang tenggat tanpa wajib menyebut alasan",
          en: "`\(name)` extends a deadline without having to give a reason"),
        hint: Phrase(id: "tulis `reason: required` pada tindakan itu", en: "give that action `reason: required`"))
    }
  }
}
