internal import KojaModel

/// A state that is not closed has a way out, and where a workflow closes anything, a way to there. Finding:
/// `workflow/dead-end`, at its key; of states that lead only to each other, at the first.
struct DeadEndRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let (states, reachable) = (linted.members("states"), linted.reachable)
    let closed = linted.workflow.states.filter { $0.family == .closed }.map { Key($0.name) }
    return states.compactMap { member in
      let ahead = linted.reached(from: [member.name])
      // What leads to a dead end, but out of here, is mended there.
      guard ahead.isDisjoint(with: closed), ahead.allSatisfy({ linted.reached(from: [$0.string]) == ahead }) else {
        return nil
      }
      let circle = states.filter { ahead.contains(Key($0.name)) }
      guard circle.count > 1 else { return stuck(member, linted) }
      guard !closed.isEmpty, reachable.contains(Key(member.name)), circle[0].key == member.key else { return nil }
      return circling(circle, linted)
    }
  }

  private func stuck(_ state: LintedWorkflow.Member, _ linted: LintedWorkflow) -> Finding {
    Finding(
      "workflow/dead-end", at: linted.place(state.key),
      Phrase(
        id: "dari keadaan `\(state.name)` tidak ada jalan keluar, padahal belum selesai",
        en: "nothing leads out of the state `\(state.name)`, though it is not closed"),
      hint: Phrase(
        id: "beri suatu tindakan `from: [\(state.name)]`, atau tulis `family: closed`",
        en: "give some action `from: [\(state.name)]`, or write `family: closed`"))
  }

  private func circling(_ states: [LintedWorkflow.Member], _ linted: LintedWorkflow) -> Finding {
    let names = states.map { "`\($0.name)`" }.joined(separator: ", ")
    return Finding(
      "workflow/dead-end", at: linted.place(states[0].key),
      Phrase(
        id: "dari \(names) hanya ada jalan dari satu ke yang lain: catatan di sana tidak dapat ditutup lagi",
        en: "\(names) lead only to each other: a record there can never be closed"),
      hint: Phrase(
        id: "beri suatu tindakan dari sana `to` ke keadaan `family: closed`",
        en: "let some action from there lead `to` a state of `family: closed`"),
      related: states.dropFirst().map { Finding.Related(Phrase("`\($0.name)`"), at: linted.place($0.key)) })
  }
}
