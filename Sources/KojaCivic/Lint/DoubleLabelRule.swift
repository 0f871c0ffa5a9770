internal import KojaModel

/// Who types a label must mean one action, one state, one of the reasons for an action. Finding:
/// `workflow/double-label`, at the second.
struct DoubleLabelRule: WorkflowRule {
  /// Something that is typed by its label.
  private struct Labelled {
    let name: String
    /// The phrase.
    let label: NodeIndex?
    /// What it may be chosen for; empty for everything.
    var uses: [String] = []

    /// Whether one may have to be told from the other.
    func meets(_ other: Labelled) -> Bool {
      !name.sameBytes(as: other.name)
        && (uses.isEmpty || other.uses.isEmpty
          || !Set(uses.map { Key($0) }).isDisjoint(with: other.uses.map { Key($0) }))
    }
  }

  func findings(_ linted: LintedWorkflow) -> [Finding] {
    let document = linted.document
    let actions = linted.actions.map { Labelled(name: $0.name, label: document.value("label", in: $0.node)) }
    let states = linted.members("states").map {
      Labelled(name: $0.name, label: document.value("label", in: $0.node))
    }
    let reasons = linted.members("reasons").map {
      Labelled(name: $0.name, label: $0.node, uses: document.texts(document.value("for", in: $0.node)))
    }
    return [actions, states, reasons].flatMap { group in
      Language.allCases.flatMap { doubles(among: group, in: $0, linted) }
    }
  }

  private func doubles(among group: [Labelled], in language: Language, _ linted: LintedWorkflow) -> [Finding] {
    let document = linted.document
    var seen: [Key: [(labelled: Labelled, node: NodeIndex)]] = [:]
    return group.compactMap { labelled in
      guard let node = labelled.label.flatMap({ document.value(language.rawValue, in: $0) }),
        let label = document.text(node)
      else { return nil }
      let typed = Key(String(label.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }))
      defer { seen[typed, default: []].append((labelled, node)) }
      guard let first = seen[typed]?.first(where: { $0.labelled.meets(labelled) }) else { return nil }
      let name = first.labelled.name
      return Finding(
        "workflow/double-label", at: linted.place(node),
        Phrase(
          id: "`\(name)` sudah bernama \(label): mana yang dimaksud tidak dapat diketahui",
          en: "`\(name)` is called \(label) already: nobody can tell which one is meant"),
        hint: Phrase(id: "beri nama lain", en: "give it another name"),
        related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: linted.place(first.node))])
    }
  }
}
