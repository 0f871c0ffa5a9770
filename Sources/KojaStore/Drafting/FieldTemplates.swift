internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// The fields of a record that is to be made, as a definition describes them: dotted names and templates.
struct FieldTemplates: Sendable {
  /// One field.
  struct Field: Sendable {
    /// Its dotted name.
    let name: String
    /// What it will hold.
    let template: ValueTemplate
    /// Where it is named in the file.
    let node: NodeIndex
  }

  /// The fields in the order of the file.
  let fields: [Field]

  /// Reads a mapping; no fields for nil.
  init(_ node: NodeIndex?, in document: Document) {
    fields =
      node.map { document.pairs($0) }?.map { key, value in
        Field(
          name: document.text(key) ?? "", template: ValueTemplate(value: document.value(of: value)), node: key)
      } ?? []
  }

  /// The fields with their values; what stands for nothing is left out. Throws what a longer text lacks.
  func filled(_ look: (String) -> Value?) throws(ValueTemplate.Empty) -> [(name: String, value: Value)] {
    var filled: [(name: String, value: Value)] = []
    for field in fields {
      if let value = try field.template.filled(look) { filled.append((field.name, value)) }
    }
    return filled
  }

  /// Names in them that lead nowhere: fields that the collection does not have, placeholders that nothing stands for.
  ///
  /// Findings: `store/unknown-name`.
  func findings(
    _ definition: Definition, of collection: Collection, knows: (String) -> Bool, among known: [String]
  ) -> [Finding] {
    fields.flatMap { field -> [Finding] in
      let place = definition.document.place(field.node, in: definition.path)
      let lost = field.template.names.filter { !knows($0) }.map { name in
        Finding(
          "store/unknown-name", at: place,
          Phrase(id: "`{\(name)}` tidak berarti apa-apa di sini", en: "`{\(name)}` stands for nothing here"),
          hint: Suggestion.hint(for: name, among: known))
      }
      guard collection.field(field.name) == nil else { return lost }
      let names = collection.fields.map(\.name)
      return [
        Finding(
          "store/unknown-name", at: place,
          Phrase(
            id: "`\(field.name)` bukan kolom pada \(collection.label.id)",
            en: "`\(field.name)` is not a field of \(collection.label.en)"),
          hint: Suggestion.hint(for: field.name, among: names))
      ] + lost
    }
  }
}

extension Members {
  /// Fields by their dotted names.
  init(_ fields: [(name: String, value: Value)]) {
    self.init(nil)
    for (name, value) in fields { set(name.split(separator: ".").map(String.init)[...], value) }
  }
}
