internal import KojaModel
internal import KojaSchema

/// A schema that a record lends is one: what it refers to is there, what it demands is among what it asks, and nothing of it is
/// only for a few, since the record that borrows it is read by all who may read that one.
///
/// Findings: those of schemas, and `schema/open-person`.
struct LenderCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard context.catalogue.lends(record.collection) else { return [] }
    return record.collection.fields.flatMap { field -> [Finding] in
      // What is no mapping is the schema's to report.
      guard let node = record.document.node(at: field.path), record.document.kind(node) == .mapping,
        let schema = LentSchema(in: field, of: (record.collection, record.path), record.document, context.catalogue)
      else { return [] }
      let place = record.document.place(node, in: record.path)
      let closed = schema.fields.filter(\.isClosed).map { part in
        Finding(
          "schema/open-person", at: place,
          Phrase(
            id:
              "jawaban `\(part.path.last ?? "")` hanya untuk sebagian orang, padahal catatan yang menjawabnya dibaca semua petugas",
            en:
              "the answer `\(part.path.last ?? "")` is for a few only, and the record that gives it is read by every officer"
          ),
          hint: Phrase(
            id: "data pribadi ada di penyimpanan pribadi, di balik tandanya",
            en: "personal data lies in the private store, behind its mark"))
      }
      return schema.faults(in: record.document.range(node)) + unanswerable(field.path, record) + closed
    }
  }

  /// What it demands and does not ask: nobody can answer that.
  private func unanswerable(_ path: [String], _ record: Record) -> [Finding] {
    let document = record.document
    guard let required = document.node(at: path + ["required"]),
      let asked = document.node(at: path + ["properties"]).map({ document.pairs($0).map(\.key) })
    else { return [] }
    return document.items(required).compactMap { node in
      guard let name = document.text(node), !asked.contains(where: { document.text($0, equals: name) }) else {
        return nil
      }
      return Finding(
        "schema/unknown-field", at: document.place(node, in: record.path),
        Phrase(
          id: "`\(name)` wajib dijawab, tetapi tidak ditanyakan", en: "`\(name)` must be answered, and is not asked"),
        hint: Suggestion.hint(for: name, among: asked.compactMap { document.text($0) }))
    }
  }
}
