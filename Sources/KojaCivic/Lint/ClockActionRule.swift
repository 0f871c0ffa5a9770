internal import KojaModel

/// Clocks name actions of the workflow. Finding: `workflow/unknown-action`, at the name.
struct ClockActionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    linted.members("clocks").flatMap { clock -> [Finding] in
      let extending = linted.nodes("extension", in: clock.node).flatMap { linted.nodes("action", in: $0) }
      let named = linted.nodes("start", in: clock.node) + linted.nodes("stop", in: clock.node) + extending
      return named.compactMap { node in
        guard let name = linted.document.text(node), !linted.actions.contains(where: { $0.name.sameBytes(as: name) })
        else { return nil }
        return linted.unknownAction(name, at: node)
      }
    }
  }
}
