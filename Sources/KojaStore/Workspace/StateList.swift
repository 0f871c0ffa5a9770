internal import KojaCivic
internal import KojaModel

/// The schema's list of states and the workflow's must be the same: other tools read the one, koja the other.
///
/// Findings: `store/states-differ`, at a state that the workflow does not have, or at a list that lacks some.
struct StateList {
  /// The workflow.
  let workflow: Workflow
  /// The schema.
  let document: Document
  /// The file of the schema.
  let path: String

  /// What differs.
  var findings: [Finding] {
    guard let list = document.node(at: ["properties", "status", "enum"]) else { return [] }
    let listed = Set(document.texts(list).map { Key($0) })
    var absent = workflow.states.map(\.name).filter { !listed.contains(Key($0)) }
    var findings: [Finding] = []
    for node in document.items(list) {
      guard let name = document.text(node), workflow.state(name) == nil else { continue }
      let near = Suggestion.nearest(to: name, among: absent)
      // One slip of the pen is one finding.
      if let near { absent.removeAll { $0.sameBytes(as: near) } }
      findings.append(
        Finding(
          "store/states-differ", at: document.place(node, in: path),
          Phrase(id: "alurnya tidak punya keadaan `\(name)`", en: "the workflow has no state `\(name)`"),
          hint: near.map { Suggestion.question($0) } ?? Self.hint))
    }
    guard !absent.isEmpty else { return findings }
    let names = absent.map { "`\($0)`" }.joined(separator: ", ")
    return findings + [
      Finding(
        "store/states-differ", at: document.place(list, in: path),
        Phrase(
          id: "daftar ini tidak memuat keadaan dari alurnya: \(names)",
          en: "this list lacks states of the workflow: \(names)"), hint: Self.hint)
    ]
  }

  private static let hint = Phrase(id: "samakan dengan `workflow.yaml`", en: "make it the same as in `workflow.yaml`")
}
