internal import KojaModel

/// Clocks, and evidence that is asked for again, name actions of the workflow. Finding: `workflow/unknown-action`, at the
/// name.
struct NamedActionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let ofClocks = linted.members("clocks").flatMap { clock -> [NodeIndex] in
      let extending = linted.nodes("extension", in: clock.node).flatMap { linted.nodes("action", in: $0) }
      return ["start", "stop", "resumed_by"].flatMap { linted.nodes($0, in: clock.node) } + extending
    }
    let ofEvidence = linted.members("actions").flatMap { linted.nodes("evidence_since", in: $0.node) }
    return (ofClocks + ofEvidence).compactMap { node in
      guard let name = linted.document.text(node), !linted.actions.contains(where: { $0.name.sameBytes(as: name) })
      else { return nil }
      return linted.unknownAction(name, at: node)
    }
  }
}
