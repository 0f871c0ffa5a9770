internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Names in the `needs` of a workflow file that lead nowhere: fields of its collection and of those that it refers to, other
/// collections, actions.
///
/// Finding: `workflow/unknown-field`, at the name.
struct NeedNames {
  let names: FollowedNames

  private var document: Document { names.document }
  private var collection: String { names.collection }

  /// What the needs of an action name and is not there.
  func findings(_ action: NodeIndex) -> [Finding] {
    (document.value("needs", in: action).map { document.items($0) } ?? []).flatMap(need)
  }

  private func need(_ node: NodeIndex) -> [Finding] {
    var named = ["when", "holds", "not"].flatMap { keys($0, in: node) }
    named += items("same", in: node) + items("differ", in: node)
    var findings = named.compactMap { names.unknown($0, of: collection) } + items("order", in: node).flatMap(day)
    for key in ["none", "some"] { findings += document.value(key, in: node).map(referring) ?? [] }
    if let below = document.value("below", in: node) { findings += self.below(below) }
    if let answered = document.value("answered", in: node) { findings += self.answered(answered) }
    if let did = document.value("did", in: node) { findings += self.did(did) }
    return findings
  }

  private func keys(_ key: String, in node: NodeIndex) -> [NodeIndex] {
    document.value(key, in: node).map { document.pairs($0).map(\.key) } ?? []
  }

  private func items(_ key: String, in node: NodeIndex) -> [NodeIndex] {
    document.value(key, in: node).map { document.items($0) } ?? []
  }

  /// A day of the record, or one that is counted from another.
  private func day(_ node: NodeIndex) -> [Finding] {
    guard let text = document.text(node), text.hasPrefix("{") else {
      return [names.unknown(node, of: collection)].compactMap(\.self)
    }
    guard let counted = DayTemplate(between: text) else {
      return [names.missing(node, among: ["{today + 10 working-days}"])]
    }
    return counted.fields.filter { names.leads($0, of: collection) == nil }.map {
      names.missing(node, $0, among: names.fields(collection).map(\.name))
    }
  }

  private func referring(_ node: NodeIndex) -> [Finding] {
    guard let name = document.value("collection", in: node), let target = document.text(name) else { return [] }
    guard !names.fields(target).isEmpty else {
      return [
        Finding(
          "workflow/unknown-field", at: document.place(name, in: names.path),
          Phrase(id: "tidak ada koleksi `\(target)`", en: "there is no collection `\(target)`"))
      ]
    }
    return ([document.value("field", in: node)].compactMap(\.self) + keys("when", in: node)).compactMap {
      names.unknown($0, of: target)
    }
  }

  private func below(_ node: NodeIndex) -> [Finding] {
    let (low, high) = (document.value("field", in: node), document.value("of", in: node))
    let lost = [low, high].compactMap { $0.flatMap { names.unknown($0, of: collection) } }
    guard lost.isEmpty, let low, let by = document.value("by", in: node) else { return lost }
    guard let target = names.leads(document.text(low) ?? "", of: collection)?.reference else {
      return [names.missing(low, among: names.fields(collection).filter { $0.reference != nil }.map(\.name))]
    }
    return [names.unknown(by, of: target)].compactMap(\.self)
  }

  /// A field that borrows a schema.
  private func answered(_ node: NodeIndex) -> [Finding] {
    let borrowing = names.fields(collection).filter { $0.schemaField != nil }.map(\.name)
    return borrowing.contains { document.text(node, equals: $0) } ? [] : [names.missing(node, among: borrowing)]
  }

  private func did(_ node: NodeIndex) -> [Finding] {
    let each = document.value("each", in: node).flatMap { names.unknown($0, of: collection) }
    guard let name = document.value("action", in: node), let action = document.text(name) else {
      return [each].compactMap(\.self)
    }
    let actions = document.value("actions").map { document.pairs($0).compactMap { document.text($0.key) } } ?? []
    guard !actions.contains(where: { $0.sameBytes(as: action) }) else { return [each].compactMap(\.self) }
    return [names.missing(name, among: actions)] + [each].compactMap(\.self)
  }
}
