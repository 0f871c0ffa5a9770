package import KojaModel

extension Workflow {
  /// Reads a workflow file that has passed its meta-schema, and reports what the meta-schema cannot see.
  ///
  /// The rules are in `Lint/`.
  package static func read(_ document: Document, path: String) -> (workflow: Workflow, findings: [Finding]) {
    let workflow = read(document)
    return (workflow, WorkflowRules.findings(LintedWorkflow(workflow: workflow, document: document, path: path)))
  }

  /// Reads a workflow file that has passed its meta-schema.
  package static func read(_ document: Document) -> Workflow { WorkflowReader(document: document).workflow }
}

private struct WorkflowReader {
  let document: Document

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
      reasons: members("reasons").map { name, node in
        Workflow.Reason(
          code: name, label: document.phrase(node, default: name),
          actions: document.texts(document.value("for", in: node)))
      },
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
      isUnread: document.value("unread", in: node).flatMap { document.boolean($0) } ?? false,
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
      clears: document.texts(document.value("clears", in: node)),
      requires: document.texts(document.value("requires", in: node)),
      roles: document.texts(document.value("roles", in: node)), of: text("of", node),
      reason: text("reason", node).flatMap(Workflow.ReasonRule.init(rawValue:)),
      evidence: document.value("evidence", in: node).flatMap { document.text($0) == nil ? document.texts($0) : nil }
        ?? [],
      evidenceField: text("evidence", node),
      evidenceSince: document.texts(document.value("evidence_since", in: node)),
      checklist: document.value("checklist", in: node).flatMap { Checklist($0, in: document) },
      when: Guard(document.value("when", in: node), in: document),
      within: document.value("within", in: node).flatMap { TimeLimit($0, in: document) },
      claims: document.texts(document.value("claims", in: node)),
      freezes: document.texts(document.value("freezes", in: node)),
      keeps: document.texts(document.value("keeps", in: node)),
      thaws: document.texts(document.value("thaws", in: node)),
      loosens: document.texts(document.value("loosens", in: node)),
      needs: document.value("needs", in: node).map { document.items($0).compactMap { Need($0, in: document) } } ?? [],
      fills: document.value("fills", in: node).map { document.pairs($0) }?.map { key, value in
        Fill(document.text(key) ?? "", value, in: document)
      } ?? [])
  }

  private func text(_ key: String, _ node: NodeIndex) -> String? {
    document.value(key, in: node).flatMap { document.text($0) }
  }
}
