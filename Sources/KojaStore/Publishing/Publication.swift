internal import KojaCivic
package import KojaModel

/// What `koja publish` writes for an audience: some reports and exports, as `schemas/publish.yaml` says.
package struct Publication {
  /// A part of the page.
  package struct Section {
    /// How it is drawn.
    package enum Form: String, Sendable {
      case table, tiles, bars, lines, map
    }

    /// Its name, by which its data is called, too.
    package let name: String
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
    /// How it is drawn.
    package let form: Form
    /// The names of the columns that are drawn.
    package let draws: [String]
    /// The columns that say where the areas of a map lie, by what each says: `name`, `latitude`.
    package let map: [Key: String]
  }

  /// The file.
  package static let path = "schemas/publish.yaml"

  /// Who will read it.
  package let audience: Audience
  /// The title.
  package let title: Phrase
  /// One or two sentences below it.
  package let lead: Phrase?
  /// The parts, in the order of the file.
  package let sections: [Section]
  /// The exports beside the page.
  package let exports: [ExportDefinition]

  /// Reads what the file says for an audience. Throws a failure of kind `store` where it is missing or faulty, or names
  /// something that the audience may not read.
  package init(for audience: Audience, of indexed: IndexedStore, now: Timestamp) throws(Failure) {
    let store = indexed.store
    let findings = store.publicationFindings
    let file = store.files.stamp(Self.path) == nil ? nil : store.readSchemaFile(Self.path)
    guard findings.isEmpty, let document = file?.document, let edition = document.value(audience.rawValue) else {
      throw Failure(
        .store,
        findings.isEmpty
          ? Phrase(
            id: "`\(Self.path)` tidak menyebut apa yang dipublikasikan untuk \(audience.label.id)",
            en: "`\(Self.path)` does not say what is published for \(audience.label.en)")
          : Phrase(id: "`\(Self.path)` bermasalah", en: "`\(Self.path)` is broken"),
        hint: Phrase(
          id: "berkas itu menyebut laporan dan ekspor yang ditulis; lihat Docs/publish.md",
          en: "that file names the reports and exports to write; see Docs/publish.md"), findings: findings)
    }
    self.audience = audience
    title = document.phrase(document.value("title", in: edition), default: store.settings.name.en)
    lead = document.value("lead", in: edition).map { document.phrase($0, default: "") }
    var sections: [Section] = []
    var names: [Key: Int] = [:]
    for node in document.value("sections", in: edition).map({ document.items($0) }) ?? [] {
      func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
      let definition = ReportDefinition(try store.definition(.report, text("report") ?? ""))
      let arguments = try ReportArguments(
        document.assignments("arguments", in: node), for: definition, in: store, now: now)
      // A report may stand there more than once.
      names[Key(definition.name), default: 0] += 1
      let number = names[Key(definition.name)] ?? 1
      let places = document.value("map", in: node).map { document.pairs($0) } ?? []
      sections.append(
        Section(
          name: number == 1 ? definition.name : "\(definition.name)-\(number)",
          report: Report(definition, arguments, of: indexed, now: now, for: audience), arguments: arguments,
          title: document.value("title", in: node).map { document.phrase($0, default: "") } ?? definition.title,
          columns: document.value("columns", in: node).map { document.texts($0) },
          rows: document.value("rows", in: node).flatMap { document.integer($0) },
          form: text("as").flatMap(Section.Form.init(rawValue:)) ?? .table,
          draws: document.texts(document.value("draws", in: node)),
          map: Dictionary(
            places.map { (Key(document.text($0.key) ?? ""), document.text($0.value) ?? "") },
            uniquingKeysWith: { first, _ in first })))
    }
    self.sections = sections
    var exports: [ExportDefinition] = []
    for name in document.texts(document.value("exports", in: edition)) {
      exports.append(ExportDefinition(try store.definition(.export, name)))
    }
    self.exports = exports
  }
}
