internal import KojaCivic
internal import KojaModel

extension Store {
  /// What is wrong with the reports that collections show of new records: there is none of that name, or it takes no `id`.
  ///
  /// Findings: `store/unknown-name`.
  var noticeFindings: [Finding] {
    let known = definitionNames(.report)
    return catalogue.collections.flatMap { collection -> [Finding] in
      guard !collection.notices.isEmpty, let document = readSchemaFile(collection.schemaPath).document,
        let list = document.node(at: ["x-collection", "notices"])
      else { return [] }
      return document.items(list).compactMap { node -> Finding? in
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
