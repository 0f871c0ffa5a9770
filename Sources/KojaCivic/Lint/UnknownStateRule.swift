internal import KojaModel

/// `from` and `to` name states of the workflow. Finding: `workflow/unknown-state`, at the name.
struct UnknownStateRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let workflow = linted.workflow
    let named = linted.actions.flatMap { linted.nodes("from", in: $0.node) + linted.nodes("to", in: $0.node) }
    return named.compactMap { node in
      guard let name = linted.document.text(node), workflow.state(name) == nil else { return nil }
      let near = Suggestion.nearest(to: name, among: workflow.states.map(\.name))
      return Finding(
        "workflow/unknown-state", at: linted.place(node),
        Phrase(id: "keadaan `\(name)` tidak ada dalam alur ini", en: "this workflow has no state `\(name)`"),
        hint: near.map { Suggestion.question($0) })
    }
  }
}
