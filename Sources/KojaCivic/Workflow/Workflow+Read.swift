package import KojaModel

extension Workflow {
  /// Reads a workflow file that has passed its meta-schema, and reports what the meta-schema cannot see.
  ///
  /// Findings: `workflow/unknown-state`, `workflow/unreachable-state`, `workflow/unknown-action` (in a clock),
  /// `workflow/endless-clock`, `workflow/double-label`.
  package static func read(_ document: Document, path: String) -> (workflow: Workflow, findings: [Finding]) {
    let reader = WorkflowReader(document: document, path: path)
    let workflow = reader.workflow
    return (workflow, reader.findings(of: workflow))
  }
}

private struct WorkflowReader {
  let document: Document
  let path: String

  var workflow: Workflow {
    let initial = document.value("initial")
    let initials =
      initial.map { document.kind($0) == .sequence ? document.items($0) : [$0] }?.map { node in
        action(document.value("action", in: node).flatMap { document.text($0) } ?? "", node)
      } ?? []
    return Workflow(
      initial: initials,
      states: members("states").map { state($0.name, $0.node) },
      actions: members("actions").map { action($0.name, $0.node) },
      reasons: members("reasons").map { ($0.name, document.phrase($0.node, default: $0.name)) },
      clocks: members("clocks").map { Clock(name: $0.name, $0.node, in: document) })
  }

  private func members(_ key: String) -> [(name: String, node: NodeIndex)] {
    guard let node = document.value(key) else { return [] }
    return document.pairs(node).map { (document.text($0.key) ?? "", $0.value) }
  }

  private func state(_ name: String, _ node: NodeIndex) -> Workflow.State {
    Workflow.State(
      name: name,
      family: text("family", node).flatMap(Workflow.Family.init(rawValue:)) ?? .open,
      outcome: text("outcome", node),
      label: document.phrase(document.value("label", in: node), default: name))
  }

  private func action(_ name: String, _ node: NodeIndex) -> Workflow.Action {
    let label = document.phrase(document.value("label", in: node), default: name)
    return Workflow.Action(
      name: name, label: label,
      done: document.value("done", in: node).map { document.phrase($0, default: name) } ?? label,
      from: document.texts(document.value("from", in: node)),
      to: text("to", node),
      sets: document.texts(document.value("sets", in: node)),
      requires: document.texts(document.value("requires", in: node)),
      roles: document.texts(document.value("roles", in: node)),
      reason: text("reason", node).flatMap(Workflow.ReasonRule.init(rawValue:)),
      evidence: document.texts(document.value("evidence", in: node)),
      when: Guard(document.value("when", in: node), in: document),
      within: document.value("within", in: node).flatMap { TimeLimit($0, in: document) },
      claims: document.texts(document.value("claims", in: node)),
      freezes: document.texts(document.value("freezes", in: node)))
  }

  private func text(_ key: String, _ node: NodeIndex) -> String? {
    document.value(key, in: node).flatMap { document.text($0) }
  }

  // MARK: What the meta-schema cannot see

  func findings(of workflow: Workflow) -> [Finding] {
    unknownStates(workflow) + unreachableStates(workflow) + clockFindings(workflow) + doubleLabels()
  }

  /// The nodes of a list, or of one value that needs none.
  private func nodes(_ key: String, in node: NodeIndex = Document.root) -> [NodeIndex] {
    guard let value = document.value(key, in: node) else { return [] }
    return document.kind(value) == .sequence ? document.items(value) : [value]
  }

  private func unknownStates(_ workflow: Workflow) -> [Finding] {
    let named = (members("actions").map(\.node) + nodes("initial")).flatMap { action in
      nodes("from", in: action) + nodes("to", in: action)
    }
    return named.compactMap { node in
      guard let name = document.text(node), workflow.state(name) == nil else { return nil }
      let near = Suggestion.nearest(to: name, among: workflow.states.map(\.name))
      return Finding(
        "workflow/unknown-state", at: document.place(node, in: path),
        Phrase(id: "keadaan `\(name)` tidak ada dalam alur ini", en: "this workflow has no state `\(name)`"),
        hint: near.map { Suggestion.question($0) })
    }
  }

  private func unreachableStates(_ workflow: Workflow) -> [Finding] {
    var reached = Set(workflow.initial.compactMap(\.to).map { Key($0) })
    var grows = true
    while grows {
      let next = workflow.actions.filter { $0.from.contains { reached.contains(Key($0)) } }.compactMap(\.to)
      grows = next.reduce(false) { reached.insert(Key($1)).inserted || $0 }
    }
    guard let states = document.value("states") else { return [] }
    return document.pairs(states).compactMap { key, _ in
      guard let name = document.text(key), !reached.contains(Key(name)) else { return nil }
      return Finding(
        "workflow/unreachable-state", at: document.place(key, in: path),
        Phrase(
          id: "keadaan `\(name)` tidak pernah tercapai dari keadaan awal",
          en: "the state `\(name)` can never be reached from the initial state"),
        hint: Phrase(id: "beri suatu tindakan `to: \(name)`", en: "give some action `to: \(name)`"))
    }
  }

  private func clockFindings(_ workflow: Workflow) -> [Finding] {
    guard let clocks = document.value("clocks") else { return [] }
    return document.pairs(clocks).flatMap { key, clock -> [Finding] in
      let stops = nodes("stop", in: clock)
      var findings = (nodes("start", in: clock) + stops).compactMap { node -> Finding? in
        guard let name = document.text(node), workflow.action(name) == nil else { return nil }
        let near = Suggestion.nearest(to: name, among: (workflow.initial + workflow.actions).map(\.name))
        return Finding(
          "workflow/unknown-action", at: document.place(node, in: path),
          Phrase(id: "tindakan `\(name)` tidak ada dalam alur ini", en: "this workflow has no action `\(name)`"),
          hint: near.map { Suggestion.question($0) })
      }
      if stops.isEmpty {
        findings.append(
          Finding(
            "workflow/endless-clock", at: document.place(key, in: path),
            Phrase(id: "jam ini tidak pernah berhenti", en: "this clock never stops"),
            hint: Phrase(id: "sebutkan tindakannya di `stop`", en: "name the actions in `stop`")))
      }
      return findings
    }
  }

  /// Who types a label must mean one action.
  private func doubleLabels() -> [Finding] {
    let initial = nodes("initial").map { (document.value("action", in: $0).flatMap { document.text($0) } ?? "", $0) }
    var findings: [Finding] = []
    for language in Language.allCases {
      var seen: [Key: (name: String, label: NodeIndex)] = [:]
      for (name, action) in initial + members("actions") {
        guard let node = document.value("label", in: action).flatMap({ document.value(language.rawValue, in: $0) }),
          let label = document.text(node)
        else { continue }
        let typed = Key(String(label.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }))
        guard let first = seen[typed] else {
          seen[typed] = (name, node)
          continue
        }
        guard !first.name.sameBytes(as: name) else { continue }
        findings.append(
          Finding(
            "workflow/double-label", at: document.place(node, in: path),
            Phrase(
              id: "`\(first.name)` sudah bernama \(label): mana yang dimaksud tidak dapat diketahui",
              en: "`\(first.name)` is called \(label) already: nobody can tell which one is meant"),
            hint: Phrase(id: "beri nama lain", en: "give it another name"),
            related: [
              Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: document.place(first.label, in: path))
            ]))
      }
    }
    return findings
  }
}
