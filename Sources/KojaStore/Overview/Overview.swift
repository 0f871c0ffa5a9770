internal import KojaCivic
package import KojaModel

/// The screen of the command centre: some rows of some reports, as `schemas/overview.yaml` says.
package struct Overview {
  /// A part of the screen.
  package struct Section {
    /// The report.
    package let report: Report
    /// The values of its parameters.
    package let arguments: ReportArguments
    /// The heading.
    package let title: Phrase
    /// The names of its columns; nil for all.
    package let columns: [String]?
    /// How many of its rows; nil for all.
    package let rows: Int?
    /// Whether its rows stand behind one another.
    package let isLine: Bool
  }

  /// The file.
  package static let path = "schemas/overview.yaml"

  /// The parts, in the order of the file.
  package let sections: [Section]

  /// Reads the file. Throws a failure of kind `store` where it is missing or faulty.
  package init(of indexed: IndexedStore, now: Timestamp) throws(Failure) {
    let store = indexed.store
    let isThere = store.files.stamp(Self.path) != nil
    let file = store.readSchemaFile(Self.path)
    guard isThere, let document = file.document, !file.isFaulty else {
      throw Failure(
        .store,
        isThere
          ? Phrase(id: "`\(Self.path)` bermasalah", en: "`\(Self.path)` is broken")
          : Phrase(id: "`\(Self.path)` tidak ada", en: "there is no `\(Self.path)`"),
        hint: Phrase(
          id: "berkas itu menyebut laporan yang ditampilkan; lihat Docs/reports.md",
          en: "that file names the reports to show; see Docs/reports.md"), findings: isThere ? file.findings : [])
    }
    var sections: [Section] = []
    for node in document.value("sections").map({ document.items($0) }) ?? [] {
      func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
      let definition = ReportDefinition(try store.definition(.report, text("report") ?? ""))
      let arguments = try ReportArguments(
        document.assignments("arguments", in: node), for: definition, in: store, now: now)
      sections.append(
        Section(
          report: Report(definition, arguments, of: indexed, now: now), arguments: arguments,
          title: document.value("title", in: node).map { document.phrase($0, default: "") } ?? definition.title,
          columns: document.value("columns", in: node).map { document.texts($0) },
          rows: document.value("rows", in: node).flatMap { document.integer($0) }, isLine: text("as") == "line"))
    }
    self.sections = sections
  }
}

extension Store {
  /// Everything that is wrong with the overview.
  var overviewFindings: [Finding] {
    guard files.stamp(Overview.path) != nil else { return [] }
    let file = readSchemaFile(Overview.path)
    guard let document = file.document, file.findings.isEmpty else { return file.findings }
    let known = definitionNames(.report)
    return (document.value("sections").map { document.items($0) } ?? []).compactMap { node in
      guard let named = document.value("report", in: node), let name = document.text(named),
        !known.contains(where: { $0.sameBytes(as: name) })
      else { return nil }
      return Finding(
        "store/unknown-name", at: document.place(named, in: Overview.path),
        Phrase(id: "tidak ada laporan `\(name)`", en: "there is no report `\(name)`"),
        hint: Suggestion.hint(for: name, among: known))
    }
  }
}
