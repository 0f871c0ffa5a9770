internal import KojaModel

/// Every state can be reached from the beginning. Finding: `workflow/unreachable-state`, at its key.
struct UnreachableStateRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let reached = linted.reachable
    return linted.members("states").compactMap { state in
      guard !reached.contains(Key(state.name)) else { return nil }
      return Finding(
        "workflow/unreachable-state", at: linted.place(state.key),
        Phrase(
          id: "keadaan `\(state.name)` tidak pernah tercapai dari keadaan awal",
          en: "the state `\(state.name)` can never be reached from the initial state"),
        hint: Phrase(id: "beri suatu tindakan `to: \(state.name)`", en: "give some action `to: \(state.name)`"))
    }
  }
}
