internal import KojaModel

/// What held when a clock started is known from the timeline, which tells what actions set. Finding:
/// `workflow/untold-target`, at `start`.
struct TargetMomentRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let told = linted.workflow.ownedFields
    return zip(linted.members("clocks"), linted.workflow.clocks).compactMap { member, clock in
      guard clock.targetMoment == .start, case .field(let path)? = clock.target, let head = path.first,
        let node = linted.document.value("target_of", in: member.node)
      else { return nil }
      let names = [head, path.joined(separator: ".")]
      guard !told.contains(where: { name in names.contains { $0.sameBytes(as: name) } }) else { return nil }
      return Finding(
        "workflow/untold-target", at: linted.place(node),
        Phrase(
          id: "tidak ada tindakan yang mengisi `\(head)`, jadi isinya saat jam ini mulai tidak tercatat",
          en: "no action sets `\(head)`, so what it was when the clock started is not in the timeline"),
        hint: Phrase(
          id: "tulis `\(head)` dalam `sets` tindakan yang memulainya, atau hapus `target_of`",
          en: "name `\(head)` in `sets` of the action that starts it, or take out `target_of`"))
    }
  }
}
