internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// A report that is shown of a record where it has something to say: of a new one, or of one in which a field has changed.
package struct Notice: Sendable {
  /// The report.
  package let report: String
  /// The field; nil for new records.
  let field: String?

  /// Whether it is shown of a record, given the fields that changed in it; nil for a new one.
  package func isShown(after changes: [String]?) -> Bool {
    guard let changes, let field else { return changes == nil && field == nil }
    return changes.contains { $0.sameBytes(as: field) || $0.utf8.starts(with: (field + ".").utf8) }
  }

  /// The notices of a collection: `[routing, {report: open-dispositions, changed: secrecy}]`.
  static func all(in document: Document, _ facts: NodeIndex) -> [Notice] {
    (document.value("notices", in: facts).map { document.items($0) } ?? []).compactMap { node in
      func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
      if let name = document.text(node) { return Notice(report: name, field: nil) }
      return text("report").flatMap { name in text("changed").map { Notice(report: name, field: $0) } }
    }
  }
}

extension Store {
  /// What is wrong with the reports that collections show of records: there is none of that name, it takes no `id`, or the
  /// field is none.
  ///
  /// Findings: `store/unknown-name`.
  var noticeFindings: [Finding] {
    let known = definitionNames(.report)
    return catalogue.collections.flatMap { collection -> [Finding] in
      guard !collection.notices.isEmpty, let document = readSchemaFile(collection.schemaPath).document,
        let list = document.node(at: ["x-collection", "notices"])
      else { return [] }
      return document.items(list).compactMap { item -> Finding? in
        if let node = document.value("changed", in: item), let field = document.text(node),
          collection.field(field) == nil
        {
          return Finding(
            "store/unknown-name", at: document.place(node, in: collection.schemaPath),
            Phrase(id: "skema ini tidak punya kolom `\(field)`", en: "this schema has no field `\(field)`"),
            hint: Suggestion.hint(for: field, among: collection.fields.map(\.name)))
        }
        let node = document.value("report", in: item) ?? item
        let name = document.text(node) ?? ""
        let place = document.place(node, in: collection.schemaPath)
        guard known.contains(where: { $0.sameBytes(as: name) }) else {
          return Finding(
            "store/unknown-name", at: place,
            Phrase(id: "tidak ada laporan `\(name)`", en: "there is no report `\(name)`"),
            hint: Suggestion.hint(for: name, among: known))
        }
        let report = (try? definition(.report, name)).map { ReportDefinition($0) }
        guard let report, !report.parameters.contains(where: { $0.name == "id" }) else { return nil }
        return Finding(
          "store/unknown-name", at: place,
          Phrase(id: "laporan `\(name)` tanpa isian `id`", en: "the report `\(name)` has no parameter `id`"),
          hint: Phrase(id: "tambahkan di `parameters`", en: "add it to its `parameters`"))
      }
    }
  }
}
