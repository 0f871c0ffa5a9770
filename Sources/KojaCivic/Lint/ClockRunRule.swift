internal import KojaModel

/// A clock can start, and then stop, and does not run on when the record is closed. Findings: `workflow/idle-clock`,
/// `workflow/endless-clock`, `workflow/overlong-clock`, at its key.
struct ClockRunRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    zip(linted.members("clocks"), linted.workflow.clocks).compactMap { member, clock in
      guard !clock.stop.isEmpty else {
        return endless(
          linted, member, hint: Phrase(id: "sebutkan tindakannya di `stop`", en: "name the actions in `stop`"))
      }
      // Actions that do not exist are reported where they are named.
      let (starts, stops) = (actions(clock.start, linted), actions(clock.stop, linted))
      guard !starts.isEmpty, starts.count == clock.start.count, !stops.isEmpty else { return nil }
      let possible = starts.filter { isInitial($0, linted) || linted.isPossible($0, in: linted.reachable) }
      guard !possible.isEmpty else { return idle(linted, member, clock) }
      let states = linted.reached(from: possible.flatMap { action in action.to.map { [$0] } ?? action.from })
      let ends = stops.contains { stop in
        linted.isPossible(stop, in: states) || possible.contains { $0.name.sameBytes(as: stop.name) }
      }
      guard !ends else { return overlong(linted, member, clock, possible) }
      let names = clock.stop.joined(separator: ", ")
      return endless(
        linted, member,
        hint: Phrase(
          id: "sesudah mulai, \(names) tidak dapat dilakukan lagi",
          en: "once it has started, none of \(names) can follow"
        ))
    }
  }

  private func actions(_ names: [String], _ linted: LintedWorkflow) -> [Workflow.Action] {
    names.compactMap { linted.workflow.action($0) }
  }

  private func isInitial(_ action: Workflow.Action, _ linted: LintedWorkflow) -> Bool {
    linted.workflow.initial.contains { $0.name.sameBytes(as: action.name) }
  }

  private func endless(_ linted: LintedWorkflow, _ clock: LintedWorkflow.Member, hint: Phrase) -> Finding {
    Finding(
      "workflow/endless-clock", at: linted.place(clock.key),
      Phrase(id: "jam ini tidak pernah berhenti", en: "this clock never stops"), hint: hint)
  }

  /// A clock that goes on though an action closed the record: it would be overdue for ever.
  private func overlong(
    _ linted: LintedWorkflow, _ member: LintedWorkflow.Member, _ clock: Clock, _ starts: [Workflow.Action]
  ) -> Finding? {
    func isClosed(_ state: String?) -> Bool { state.flatMap { linted.workflow.state($0) }?.family == .closed }
    let begun = starts.flatMap { action in action.to.map { [$0] } ?? action.from }.filter { !isClosed($0) }
    let open = linted.reached(from: begun, without: clock.stop).filter { !isClosed($0.string) }
    let closing = linted.workflow.actions.filter { action in
      isClosed(action.to) && linted.isPossible(action, in: open)
        && !(clock.stop + clock.start).contains { action.name.sameBytes(as: $0) }
    }
    guard !closing.isEmpty else { return nil }
    let names = closing.map { "`\($0.name)`" }.joined(separator: ", ")
    return Finding(
      "workflow/overlong-clock", .warning, at: linted.place(member.key),
      Phrase(
        id: "jam ini berjalan terus walaupun catatannya ditutup oleh \(names)",
        en: "this clock goes on although the record is closed by \(names)"),
      hint: Phrase(id: "sebutkan juga tindakan itu di `stop`", en: "name that in `stop`, too"))
  }

  private func idle(_ linted: LintedWorkflow, _ member: LintedWorkflow.Member, _ clock: Clock) -> Finding {
    let names = clock.start.joined(separator: ", ")
    return Finding(
      "workflow/idle-clock", at: linted.place(member.key),
      Phrase(id: "jam ini tidak pernah mulai", en: "this clock never starts"),
      hint: Phrase(
        id: "\(names) hanya boleh dari keadaan yang tidak pernah tercapai",
        en: "\(names) is allowed only from states that are never reached"))
  }
}
