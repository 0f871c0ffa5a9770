internal import KojaModel
internal import KojaSchema

/// What is written into a mapping is as the record says that lends it a schema: see ``LentSchema``.
///
/// Findings: those of the schema, but for what is missing: an action whose `needs` say `answered` asks for that. Asked of a
/// change: of what is new there, and where the record refers to another lender.
struct LentSchemaCheck {
  let context: CheckContext

  /// What is wrong with the mappings that a new version of a record changes; nil for a new record.
  func findings(_ record: Record, since old: Document?) -> [Finding] {
    record.collection.borrowingFields.flatMap { field -> [Finding] in
      guard let node = record.document.node(at: field.path) else { return [] }
      let schema = context.reference.lentSchema(for: field, in: record)
      let before = old.map { Record(collection: record.collection, id: record.id, path: record.path, document: $0) }
      if let before, let known = before.document.node(at: field.path),
        record.document.isSame(node, as: known, in: before.document),
        Key(context.reference.lentSchema(for: field, in: before)?.lender ?? "") == Key(schema?.lender ?? "")
      {
        return []
      }
      guard let schema else {
        return [
          Finding(
            "schema/additionalProperties", at: record.document.place(node, in: record.path),
            Phrase(
              id: "tidak ada yang ditanyakan (`\(field.schemaField ?? "")`), jadi `\(field.name)` tidak punya arti",
              en: "nothing is asked (`\(field.schemaField ?? "")`), so `\(field.name)` means nothing"),
            hint: Phrase(id: "hapus `\(field.name)`", en: "take `\(field.name)` out"))
        ]
      }
      return schema.findings(record.document, path: record.path).filter { $0.code != "schema/required" }
    }
  }
}
