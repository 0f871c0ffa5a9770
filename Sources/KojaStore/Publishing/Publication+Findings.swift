internal import KojaModel

extension Store {
  /// Everything that is wrong with the publication: reports, exports and columns that are not there, and what is not for
  /// the audience that would get it.
  ///
  /// Findings: `store/unknown-name`, `store/audience`.
  var publicationFindings: [Finding] {
    guard files.stamp(Publication.path) != nil else { return [] }
    let file = readSchemaFile(Publication.path)
    guard let document = file.document, file.findings.isEmpty else { return file.findings }
    return Audience.allCases.flatMap { audience -> [Finding] in
      guard let edition = document.value(audience.rawValue) else { return [] }
      let sections = document.value("sections", in: edition).map { document.items($0) } ?? []
      let exports = document.value("exports", in: edition).map { document.items($0) } ?? []
      return sections.flatMap { sectionFindings($0, document, audience) }
        + exports.compactMap { export in
          finding(.export, export, document, audience) { ExportDefinition($0).audience }
        }
    }
  }

  private func sectionFindings(_ section: NodeIndex, _ document: Document, _ audience: Audience) -> [Finding] {
    guard let named = document.value("report", in: section) else { return [] }
    if let finding = finding(.report, named, document, audience, { ReportDefinition($0).audience }) { return [finding] }
    guard let definition = try? definitionIfPresent(.report, document.text(named) ?? "") else { return [] }
    let known = ReportDefinition(definition).columns.map(\.name)
    let lists = ["columns", "draws"].compactMap { document.value($0, in: section) }.flatMap { document.items($0) }
    let places = document.value("map", in: section).map { document.pairs($0).map(\.value) } ?? []
    return (lists + places).compactMap { node in
      let name = document.text(node) ?? ""
      guard !known.contains(where: { $0.sameBytes(as: name) }) else { return nil }
      return Finding(
        "store/unknown-name", at: document.place(node, in: Publication.path),
        Phrase(id: "tidak ada kolom `\(name)`", en: "there is no column `\(name)`"),
        hint: Suggestion.hint(for: name, among: known))
    }
  }

  /// That a definition is not there, or not for an audience; one that is faulty is told where it stands.
  private func finding(
    _ kind: Definition.Kind, _ node: NodeIndex, _ document: Document, _ audience: Audience,
    _ own: (Definition) -> Audience
  ) -> Finding? {
    let (name, place) = (document.text(node) ?? "", document.place(node, in: Publication.path))
    let known = definitionNames(kind)
    guard known.contains(where: { $0.sameBytes(as: name) }) else {
      return Finding(
        "store/unknown-name", at: place,
        Phrase(id: "tidak ada \(kind.label.id) `\(name)`", en: "there is no \(kind.label.en) `\(name)`"),
        hint: Suggestion.hint(for: name, among: known))
    }
    guard audience == .public, let definition = try? definitionIfPresent(kind, name), own(definition) != .public else {
      return nil
    }
    return Finding(
      "store/audience", at: place,
      Phrase(
        id: "\(kind.label.id) `\(name)` tidak untuk \(audience.label.id)",
        en: "the \(kind.label.en) `\(name)` is not for \(audience.label.en)"),
      hint: Phrase(
        id: "pilih yang menyebut `audience: public` di `\(definition.path)`",
        en: "choose one that says `audience: public`, as `\(definition.path)` does not"))
  }
}
