internal import KojaModel

/// A workflow with the text it was read from: what lint rules look at.
package struct LintedWorkflow: Sendable {
  /// What was read.
  package let workflow: Workflow
  let document: Document
  let path: String

  /// A member of a mapping of the file.
  struct Member {
    let name: String
    let key: NodeIndex
    let node: NodeIndex
  }

  /// The members below a key: states, actions, clocks.
  func members(_ key: String) -> [Member] {
    guard let node = document.value(key) else { return [] }
    return document.pairs(node).map { Member(name: document.text($0.key) ?? "", key: $0.key, node: $0.value) }
  }

  /// The nodes of a list, or of one value that needs none.
  func nodes(_ key: String, in node: NodeIndex = Document.root) -> [NodeIndex] {
    guard let value = document.value(key, in: node) else { return [] }
    return document.kind(value) == .sequence ? document.items(value) : [value]
  }

  /// All actions with their nodes, initial ones first.
  var actions: [(name: String, node: NodeIndex)] {
    nodes("initial").map { (document.value("action", in: $0).flatMap { document.text($0) } ?? "", $0) }
      + members("actions").map { ($0.name, $0.node) }
  }

  func place(_ node: NodeIndex) -> Place { document.place(node, in: path) }

  /// That no action has a name which is written at a node: `workflow/unknown-action`.
  func unknownAction(_ name: String, at node: NodeIndex) -> Finding {
    let near = Suggestion.nearest(to: name, among: (workflow.initial + workflow.actions).map(\.name))
    return Finding(
      "workflow/unknown-action", at: place(node),
      Phrase(id: "tindakan `\(name)` tidak ada dalam alur ini", en: "this workflow has no action `\(name)`"),
      hint: near.map { Suggestion.question($0) })
  }

  /// The states that can be reached from some others, these included, by all actions but some.
  func reached(from states: [String], without left: [String] = []) -> Set<Key> {
    let actions = workflow.actions.filter { action in !left.contains { action.name.sameBytes(as: $0) } }
    var reached = Set(states.map { Key($0) })
    var grows = true
    while grows {
      let next = actions.filter { $0.from.contains { reached.contains(Key($0)) } }.compactMap(\.to)
      grows = next.reduce(false) { reached.insert(Key($1)).inserted || $0 }
    }
    return reached
  }

  /// The states that a record can ever be in.
  var reachable: Set<Key> { reached(from: workflow.initial.compactMap(\.to)) }

  /// Whether an action can follow while the record is in one of some states.
  func isPossible(_ action: Workflow.Action, in states: Set<Key>) -> Bool {
    action.from.contains { states.contains(Key($0)) }
  }
}
