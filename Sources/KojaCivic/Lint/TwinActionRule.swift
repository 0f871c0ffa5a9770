internal import KojaModel

/// What a person does in a text editor can be recognised as one action. Finding: `workflow/twin-actions`, a warning, at
/// the key of the second of two that nothing tells apart there.
struct TwinActionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let members = linted.members("actions")
    let actions = linted.workflow.actions
    return zip(members, actions).enumerated().compactMap { position, second in
      guard let first = actions[..<position].firstIndex(where: { areTwins($0, second.1) }) else { return nil }
      let (one, other) = (members[first], second.0)
      return Finding(
        "workflow/twin-actions", .warning, at: linted.place(other.key),
        Phrase(
          id: "perubahan dengan penyunting teks dapat berarti `\(one.name)` atau `\(other.name)`",
          en: "an edit by hand may mean `\(one.name)` or `\(other.name)`"),
        hint: Phrase(
          id: "bedakan dengan `to`, `sets`, `requires`, atau `when`; tanpa itu selalu perlu `koja commit --action`",
          en:
            "tell them apart by `to`, `sets`, `requires` or `when`; without that it always takes `koja commit --action`"
        ),
        related: [Finding.Related(Phrase("`\(one.name)`"), at: linted.place(one.key))])
    }
  }

  /// Whether some edit fits both: from a state that both have to the same one, with the same fields. Where one of them
  /// needs something besides, a person is meant to choose.
  private func areTwins(_ one: Workflow.Action, _ other: Workflow.Action) -> Bool {
    let (sets, others) = (Set(one.sets.map { Key($0) }), Set(other.sets.map { Key($0) }))
    guard sets == others, one.needs.isEmpty, other.needs.isEmpty,
      sets.isDisjoint(with: one.requires.map { Key($0) }) == sets.isDisjoint(with: other.requires.map { Key($0) }),
      one.when.mayMeet(other.when)
    else { return false }
    return one.from.contains { state in
      guard other.from.contains(where: { $0.sameBytes(as: state) }) else { return false }
      let (to, there) = (Key(one.to ?? state), Key(other.to ?? state))
      return to == there && !(to == Key(state) && sets.isEmpty)
    }
  }
}
