internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A record that somebody writes in a text editor before there is one: a form of what it must have. One for each
/// collection, kept until it is committed or dropped.
package struct NewDraft: EditedText {
  package let original: [UInt8]
  private let collection: Collection
  private let copy: KeptText

  /// A draft of a collection, with what is known already.
  package init(_ store: Store, _ collection: Collection, _ known: Value) {
    self.collection = collection
    copy = KeptText(own: store.own, name: collection.name + Self.ending)
    original = Array(Self.form(collection, known).utf8)
  }

  private static let ending = ".new"

  package var path: String { copy.path }

  /// What an abandoned draft left; nil when there is none.
  package var kept: [UInt8]? { copy.text }

  package func save(_ text: [UInt8], _ findings: [Finding], _ language: Language) throws(Failure) {
    try copy.write(
      text, below: findings.isEmpty ? Self.help(collection, language) : KeptText.lines(findings, language))
  }

  package func saved() -> [UInt8] { kept ?? [] }

  package func discard() { try? copy.remove() }

  /// The drafts that were abandoned in a store: their collections and the files.
  package static func abandoned(in store: Store) -> [(collection: String, path: String)] {
    store.own.names(in: KeptText.folder).filter { $0.hasSuffix(ending) }.map { name in
      (String(name.dropLast(ending.count)), KeptText(own: store.own, name: name).path)
    }
  }

  // MARK: The form

  /// The fields that a person fills in, of the top.
  private static func fields(_ collection: Collection) -> [Field] {
    let own = ["status", TimelineEntry.key, Withdrawal.key]
    let first = collection.workflow?.initial.flatMap(\.sets) ?? []
    return collection.fields.filter { field in
      guard field.path.count == 1, !own.contains(where: { $0.sameBytes(as: field.name) }) else { return false }
      let isOwned = collection.workflow?.ownedFields.contains { $0.sameBytes(as: field.name) } ?? false
      return !isOwned || first.contains { $0.sameBytes(as: field.name) }
    }
  }

  /// A line for each field that must be there, and what is known with its values.
  private static func form(_ collection: Collection, _ known: Value) -> String {
    fields(collection).map { field -> String in
      if let value = known[field.name] { return YAMLWriter.text(of: .object([.init(field.name, value)])) }
      guard field.isRequired, collection.dateField.map({ !$0.sameBytes(as: field.name) }) ?? true else { return "" }
      let inner = collection.fields.filter {
        $0.path.count == 2 && $0.path[0].sameBytes(as: field.name) && $0.isRequired
      }
      return "\(field.name):\n" + inner.map { "  \($0.path[1]):\n" }.joined()
    }.joined()
  }

  /// What to know of the fields, above them.
  private static func help(_ collection: Collection, _ language: Language) -> [String] {
    let head = Phrase(
      id: "\(collection.label.id) baru. Baris-baris ini hilang saat disimpan; kosongkan semuanya untuk batal.",
      en: "\(collection.label.en), new. These lines go when you save; empty the file to give up.")
    let (needed, free) = (fields(collection).filter(\.isRequired), fields(collection).filter { !$0.isRequired })
    let lines = needed.map { field -> String in
      let choice: Phrase? =
        if let other = field.reference {
          Phrase(id: "id dari \(other)", en: "an id of \(other)")
        } else if !field.enumValues.isEmpty {
          Phrase(field.enumValues.map(\.value).joined(separator: " | "))
        } else { nil }
      return "\(field.name): \(field.title[language])" + (choice.map { " (\($0[language]))" } ?? "")
    }
    let names = free.map(\.name).joined(separator: ", ")
    let rest = Phrase(id: "boleh juga: \(names)", en: "may be there, too: \(names)")
    return [head[language]] + lines + (free.isEmpty ? [] : [rest[language]])
  }
}
