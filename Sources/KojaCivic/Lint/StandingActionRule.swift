internal import KojaModel

/// No file has an action of the name of one that every workflow has. Finding: `workflow/standing`, at the name.
struct StandingActionRule: WorkflowRule {
  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let initial = linted.nodes("initial").compactMap { linted.document.value("action", in: $0) }
    return (initial + linted.members("actions").map(\.key)).compactMap { node in
      guard let standing = linted.document.text(node).flatMap({ Workflow.Standing.named($0) }) else { return nil }
      return Finding(
        "workflow/standing", at: linted.place(node),
        Phrase(
          id: "`\(standing.name)` (\(standing.label.id)) sudah ada di setiap alur",
          en: "every workflow has `\(standing.name)` (\(standing.label.en)) already"),
        hint: Phrase(id: "beri nama lain, atau hapus", en: "give it another name, or take it out"))
    }
  }
}
