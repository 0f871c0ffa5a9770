internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Where dotted names in a workflow file lead: to fields of its collection, and of those that it refers to.
struct FollowedNames {
  /// The workflow file.
  let path: String
  let document: Document
  /// The collection of the workflow.
  let collection: String
  /// The fields of a collection; empty where there is none.
  let fields: (_ collection: String) -> [KojaSchema.Field]

  /// That a name leads nowhere; nil where it leads somewhere. Finding: `workflow/unknown-field`.
  func unknown(_ node: NodeIndex, of collection: String) -> Finding? {
    guard let name = document.text(node), !name.sameBytes(as: Need.today), leads(name, of: collection) == nil,
      !leavesTheStore(name, of: collection)
    else { return nil }
    return missing(node, among: fields(collection).map(\.name))
  }

  /// That what a node says leads nowhere, or the name that stands somewhere in it.
  func missing(_ node: NodeIndex, _ name: String? = nil, among known: [String]) -> Finding {
    let name = name ?? document.text(node) ?? ""
    return Finding(
      "workflow/unknown-field", at: document.place(node, in: path),
      Phrase(id: "`\(name)` tidak sampai pada sebuah kolom", en: "`\(name)` does not lead to a field"),
      hint: Suggestion.hint(for: name, among: known))
  }

  /// Whether a name follows a reference to what is not known here: another store, anything at all, or a collection that is
  /// not there, which is said at the reference.
  func leavesTheStore(_ name: String, of collection: String) -> Bool {
    let there = fields(collection)
    let path = name.split(separator: ".").map(String.init)
    return (1..<max(path.count, 1)).contains { count in
      let head = path.prefix(count).joined(separator: ".")
      guard let target = there.first(where: { $0.name.sameBytes(as: head) })?.reference else { return false }
      return fields(target).isEmpty || leavesTheStore(path.dropFirst(count).joined(separator: "."), of: target)
    }
  }

  /// The field that a dotted name leads to.
  func leads(_ name: String, of collection: String) -> KojaSchema.Field? {
    let there = fields(collection)
    if let field = there.first(where: { $0.name.sameBytes(as: name) }) { return field }
    let path = name.split(separator: ".").map(String.init)
    for count in (1..<max(path.count, 1)).reversed() {
      let head = path.prefix(count).joined(separator: ".")
      guard let field = there.first(where: { $0.name.sameBytes(as: head) }), let target = field.reference else {
        continue
      }
      let rest = path.dropFirst(count).joined(separator: ".")
      return rest.sameBytes(as: "id") ? field : leads(rest, of: target)
    }
    return nil
  }
}
