internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// An id that is made of fields (`id: {of: [month, app, unit]}`) says what they say.
///
/// Finding: `store/id-fields`, a warning: what counts are the fields, and ``UniqueCheck`` lets nobody count twice.
struct IDFieldsCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let fields = record.collection.idFields
    guard let first = fields.first, let node = record.document.node(at: first.split(separator: ".").map(String.init)),
      let id = record.collection.id({ record.document.scalar($0) }), !id.sameBytes(as: record.id)
    else { return [] }
    let list = fields.map { "`\($0)`" }.joined(separator: ", ")
    return [
      Finding(
        "store/id-fields", .warning, at: record.document.place(node, in: record.path),
        Phrase(
          id: "id `\(record.id)` tidak sesuai dengan \(list)", en: "the id `\(record.id)` does not agree with \(list)"),
        hint: Phrase(
          id: "namanya menurut isiannya: `koja rename \(record.id) \(id)`",
          en: "by its fields it is called: `koja rename \(record.id) \(id)`"))
    ]
  }
}

extension Collection {
  /// The id that fields make, given a look-up; nil where they make none.
  func id(_ field: (String) -> String?) -> String? {
    let parts = idFields.compactMap(field)
    return parts.isEmpty ? nil : parts.joined(separator: "-")
  }
}
