internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Values that a workflow file names and their field cannot have: roles of officers, kinds of attachments, what `when`
/// compares with.
///
/// Finding: `workflow/unknown-value`, at the value.
struct ValueNames {
  let names: FollowedNames

  private var document: Document { names.document }

  /// What an action or a clock names that cannot be.
  func findings(_ part: NodeIndex) -> [Finding] {
    roles(part) + evidence(part) + guarded("when", in: part, of: names.collection)
      + nodes("needs", in: part).flatMap(need) + fills(part)
  }

  private func nodes(_ key: String, in node: NodeIndex) -> [NodeIndex] {
    document.value(key, in: node).map { document.items($0) } ?? []
  }

  private func roles(_ part: NodeIndex) -> [Finding] {
    let field = names.fields(EngineCollections.officers).first { $0.isAt(["roles"]) }
    return nodes("roles", in: part).compactMap { unknown($0, as: field?.items, of: "roles") }
  }

  private func evidence(_ part: NodeIndex) -> [Finding] {
    let list = names.fields(names.collection).first { $0.isAt(["attachments"]) }
    let kind = list?.members.first { $0.isAt(["kind"]) }
    return nodes("evidence", in: part).compactMap { unknown($0, as: kind?.facts, of: "attachments.kind") }
  }

  private func need(_ node: NodeIndex) -> [Finding] {
    let own = ["when", "holds", "not"].flatMap { guarded($0, in: node, of: names.collection) }
    guard let none = document.value("none", in: node),
      let target = document.value("collection", in: none).flatMap({ document.text($0) })
    else { return own }
    return own + guarded("when", in: none, of: target)
  }

  private func fills(_ part: NodeIndex) -> [Finding] {
    (document.value("fills", in: part).map { document.pairs($0) } ?? []).flatMap {
      guarded("when", in: $0.value, of: names.collection)
    }
  }

  /// What the fields of a guard are compared with.
  private func guarded(_ key: String, in node: NodeIndex, of collection: String) -> [Finding] {
    (document.value(key, in: node).map { document.pairs($0) } ?? []).flatMap { name, value -> [Finding] in
      guard let field = document.text(name).flatMap({ names.leads($0, of: collection) }) else { return [] }
      let values = document.kind(value) == .sequence ? document.items(value) : [value]
      return values.compactMap { unknown($0, as: field.facts, of: field.name) }
    }
  }

  /// That a value is none of those that are allowed; nil where any is, or where `null` says that there is none.
  private func unknown(_ node: NodeIndex, as facts: KojaSchema.Field.Facts?, of field: String) -> Finding? {
    guard let facts, document.kind(node) != .null, let value = document.text(node) else { return nil }
    let isBoolean = facts.enumValues.isEmpty && facts.kinds.subtracting([.null]) == [.boolean]
    let known = isBoolean ? ["true", "false"] : facts.enumValues.map(\.value)
    guard !known.isEmpty, !known.contains(where: { $0.sameBytes(as: value) }) else { return nil }
    return Finding(
      "workflow/unknown-value", at: document.place(node, in: names.path),
      Phrase(id: "`\(field)` tidak dapat berisi `\(value)`", en: "`\(field)` cannot be `\(value)`"),
      hint: Suggestion.hint(for: value, among: known))
  }
}
