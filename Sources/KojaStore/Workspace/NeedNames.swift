internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Names in the `needs` of a workflow file that lead nowhere: fields of its collection and of those that it refers to, other
/// collections, actions.
///
/// Finding: `workflow/unknown-field`, at the name.
struct NeedNames {
  /// The workflow file.
  let path: String
  let document: Document
  /// The collection of the workflow.
  let collection: String
  /// The fields of a collection; empty where there is none.
  let fields: (_ collection: String) -> [KojaSchema.Field]

  /// What the needs of an action name and is not there.
  func findings(_ action: NodeIndex) -> [Finding] {
    (document.value("needs", in: action).map { document.items($0) } ?? []).flatMap(need)
  }

  private func need(_ node: NodeIndex) -> [Finding] {
    var named = ["when", "holds", "not"].flatMap { keys($0, in: node) }
    named += ["same", "order"].flatMap { key in document.value(key, in: node).map { document.items($0) } ?? [] }
    var findings = named.compactMap { unknown($0, of: collection) }
    if let none = document.value("none", in: node) { findings += self.none(none) }
    if let below = document.value("below", in: node) { findings += self.below(below) }
    if let did = document.value("did", in: node) { findings += self.did(did) }
    return findings
  }

  private func keys(_ key: String, in node: NodeIndex) -> [NodeIndex] {
    document.value(key, in: node).map { document.pairs($0).map(\.key) } ?? []
  }

  private func none(_ node: NodeIndex) -> [Finding] {
    guard let name = document.value("collection", in: node), let target = document.text(name) else { return [] }
    guard !fields(target).isEmpty else {
      return [
        Finding(
          "workflow/unknown-field", at: document.place(name, in: path),
          Phrase(id: "tidak ada koleksi `\(target)`", en: "there is no collection `\(target)`"))
      ]
    }
    return ([document.value("field", in: node)].compactMap(\.self) + keys("when", in: node)).compactMap {
      unknown($0, of: target)
    }
  }

  private func below(_ node: NodeIndex) -> [Finding] {
    let (low, high) = (document.value("field", in: node), document.value("of", in: node))
    let lost = [low, high].compactMap { $0.flatMap { unknown($0, of: collection) } }
    guard lost.isEmpty, let low, let by = document.value("by", in: node) else { return lost }
    guard let target = leads(document.text(low) ?? "", of: collection)?.reference else {
      return [missing(low, among: fields(collection).filter { $0.reference != nil }.map(\.name))]
    }
    return [unknown(by, of: target)].compactMap(\.self)
  }

  private func did(_ node: NodeIndex) -> [Finding] {
    let each = document.value("each", in: node).flatMap { unknown($0, of: collection) }
    guard let name = document.value("action", in: node), let action = document.text(name) else {
      return [each].compactMap(\.self)
    }
    let actions = document.value("actions").map { document.pairs($0).compactMap { document.text($0.key) } } ?? []
    guard !actions.contains(where: { $0.sameBytes(as: action) }) else { return [each].compactMap(\.self) }
    return [missing(name, among: actions)] + [each].compactMap(\.self)
  }

  private func unknown(_ node: NodeIndex, of collection: String) -> Finding? {
    guard let name = document.text(node), !name.sameBytes(as: Need.today), leads(name, of: collection) == nil else {
      return nil
    }
    return missing(node, among: fields(collection).map(\.name))
  }

  private func missing(_ node: NodeIndex, among known: [String]) -> Finding {
    let name = document.text(node) ?? ""
    return Finding(
      "workflow/unknown-field", at: document.place(node, in: path),
      Phrase(id: "`\(name)` tidak sampai pada sebuah kolom", en: "`\(name)` does not lead to a field"),
      hint: Suggestion.hint(for: name, among: known))
  }

  /// The field that a dotted name leads to.
  private func leads(_ name: String, of collection: String) -> KojaSchema.Field? {
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
