internal import KojaModel

/// A state that is not closed has a way out. Finding: `workflow/dead-end`, at its key.
struct DeadEndRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let workflow = linted.workflow
    return linted.members("states").compactMap { member in
      guard let state = workflow.state(member.name), state.family != .closed else { return nil }
      let leaves = workflow.actions(from: state.name).contains { action in
        action.to.map { !$0.sameBytes(as: state.name) } ?? false
      }
      guard !leaves else { return nil }
      return Finding(
        "workflow/dead-end", at: linted.place(member.key),
        Phrase(
          id: "dari keadaan `\(state.name)` tidak ada jalan keluar, padahal belum selesai",
          en: "nothing leads out of the state `\(state.name)`, though it is not closed"),
        hint: Phrase(
          id: "beri suatu tindakan `from: [\(state.name)]`, atau tulis `family: closed`",
          en: "give some action `from: [\(state.name)]`, or write `family: closed`"))
    }
  }
}
