internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaStore

/// The values of a record as people read them: codes behind their labels, moments in the store's zone.
struct FieldText {
  let store: Store
  let document: Document
  let language: Language
  /// The collection and the names of people that it refers to; nil where nobody may be named.
  var people: (collection: KojaStore.Collection, names: PersonNames)?

  /// Whether the value of a field is kept from people. The mark of a person is not where that person's store is here.
  func isHidden(_ field: KojaSchema.Field?, _ node: NodeIndex) -> Bool {
    // What a store of personal data does not know may be a misspelt part of them.
    guard let field else { return !store.settings.hasHistory && !(people?.names.isClear ?? false) }
    guard ["personal", "secret"].contains(field.audience) else { return false }
    return !(field.isPersonal && people?.names.isClear ?? false) && person(node, field) == nil
  }

  /// The name of the person behind a mark.
  private func person(_ node: NodeIndex, _ field: KojaSchema.Field) -> String? {
    guard let people, let reference = field.foreignReference, let id = document.string(node) else { return nil }
    return people.names.name(of: id, in: reference, from: people.collection) { document.scalar($0) }
  }

  /// What stands for such a value.
  var hidden: String { Phrase(id: "(disembunyikan)", en: "(hidden)")[language] }

  /// A mapping that people read as one thing: a text in two languages, an amount of time.
  func whole(_ node: NodeIndex) -> Phrase? {
    phrase(node) ?? (document.pairs(node).count == 2 ? TimeLimit(node, in: document)?.phrase : nil)
  }

  /// A mapping of just `id` and `en` is a label.
  private func phrase(_ node: NodeIndex) -> Phrase? {
    let names = document.pairs(node).compactMap { document.text($0.key) }
    return !names.isEmpty && names.allSatisfy({ ["id", "en"].contains($0) }) ? document.phraseOrText(node) : nil
  }

  /// A value in words.
  func text(_ node: NodeIndex, _ field: KojaSchema.Field?) -> String {
    switch document.kind(node) {
    case .sequence: return document.items(node).map { self.text($0, field) }.joined(separator: "; ")
    case .mapping:
      if let whole = whole(node) { return whole[language] }
      return parts(node, of: field?.members ?? [], path: []).joined(separator: ", ")
    case .null: return "-"
    case .boolean:
      return document.boolean(node) == true
        ? Phrase(id: "ya", en: "yes")[language] : Phrase(id: "tidak", en: "no")[language]
    default: break
    }
    let text = document.text(node) ?? ""
    if field?.scalar.format == "date-time", let time = Timestamp(text) { return moment(time) }
    return text
  }

  /// What an item of a list holds: values behind their labels, those of mappings inside it among them.
  private func parts(_ node: NodeIndex, of members: [KojaSchema.Field], path: [String]) -> [String] {
    document.pairs(node).flatMap { key, value -> [String] in
      let path = path + [document.text(key) ?? ""]
      let name = path.joined(separator: ".")
      let member = members.first { $0.name.sameBytes(as: name) }
      if document.kind(value) == .mapping, !isHidden(member, value), whole(value) == nil {
        return parts(value, of: members, path: path)
      }
      return ["\(member?.title[language] ?? name) \(isHidden(member, value) ? hidden : text(value, member))"]
    }
  }

  /// The label of a code, the title of the record that is referred to; nil where neither is there.
  func note(_ node: NodeIndex, _ field: KojaSchema.Field?) -> String? {
    guard let field, let text = document.string(node) else { return nil }
    if let person = person(node, field) { return person }
    if let label = field.scalar.enumValues.first(where: { $0.value.sameBytes(as: text) })?.label {
      return label[language]
    }
    if let reference = field.scalar.reference, reference != "*" {
      return store.title(of: text, in: reference)?[language]
    }
    return nil
  }

  /// A moment to the minute, in the store's zone.
  func moment(_ time: Timestamp) -> String {
    String(time.at(offset: store.settings.offset).description.prefix(16)).replacing("T", with: " ")
  }
}

extension String {
  /// Replaces one ASCII character.
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
