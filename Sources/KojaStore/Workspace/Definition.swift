internal import KojaCivic
internal import KojaIndex
package import KojaModel
internal import KojaYAML

/// A file below `schemas/` that says how records are shown, taken in or given out: not needed to judge them, and so read
/// only when someone asks for it. One that is faulty stops nobody but its user.
package struct Definition: Sendable {
  /// A kind of definition, and the folder that holds those files.
  package enum Kind: String, Sendable, CaseIterable {
    case report = "reports"
    case `import` = "imports"
    case export = "exports"
    case scorecard = "scorecards"
    case draft = "drafts"

    /// The kind of a file below `schemas/`; nil where it is none.
    init?(ofPath path: String) {
      let parts = path.split(separator: "/")
      guard parts.count == 3, let kind = Self(rawValue: String(parts[1])) else { return nil }
      self = kind
    }

    /// Such a thing, for people.
    package var label: Phrase {
      switch self {
      case .report: Phrase(id: "laporan", en: "report")
      case .import: Phrase(id: "pemetaan impor", en: "import mapping")
      case .export: Phrase(id: "ekspor", en: "export")
      case .scorecard: Phrase(id: "kartu nilai", en: "scorecard")
      case .draft: Phrase(id: "konsep turunan", en: "draft")
      }
    }
  }

  /// Whether a file below `schemas/` is a definition, or the overview, the publication or the saved views of a collection,
  /// which are read alike, or describes another store.
  static func isOne(_ path: String) -> Bool {
    Kind(ofPath: path) != nil || path.hasPrefix("schemas/stores/") || path.sameBytes(as: Overview.path)
      || path.sameBytes(as: Publication.path)
      || path.split(separator: "/").last.map { $0 == SavedView.fileName } ?? false
  }

  /// What kind it is.
  package let kind: Kind
  /// The file's name without `.yaml`.
  package let name: String
  /// The file, relative to the store.
  package let path: String
  /// Its text as a tree; it has passed its meta-schema.
  package let document: Document
  /// Its bytes.
  package let bytes: [UInt8]

  /// What it is, for people.
  package var label: Phrase { document.phrase(document.value("label"), default: name) }
}

extension Store {
  /// The names of the definitions of a kind, sorted.
  package func definitionNames(_ kind: Definition.Kind) -> [String] {
    files.walk("schemas/\(kind.rawValue)", stamps: false)
      .filter { $0.kind == .file && $0.path.hasSuffix(".yaml") && $0.path.split(separator: "/").count == 3 }
      .map { Record.id(ofPath: $0.path) }
  }

  /// The definition that a person names.
  ///
  /// Throws a usage failure with the nearest name where there is none, and one with findings where it is faulty.
  package func definition(_ kind: Definition.Kind, _ name: String) throws(Failure) -> Definition {
    guard let definition = try definitionIfPresent(kind, name) else {
      let names = definitionNames(kind)
      throw Failure(
        .usage, Phrase(id: "tidak ada \(kind.label.id) `\(name)`", en: "there is no \(kind.label.en) `\(name)`"),
        hint: Suggestion.hint(for: name, among: names)
          ?? Phrase(
            id: names.isEmpty ? "tulis di `schemas/\(kind.rawValue)/`" : "yang ada: \(names.joined(separator: ", "))",
            en: names.isEmpty
              ? "write it in `schemas/\(kind.rawValue)/`" : "there are: \(names.joined(separator: ", "))"))
    }
    return definition
  }

  /// The definition with a name, nil where there is none. Throws a failure with findings where it is faulty.
  package func definitionIfPresent(_ kind: Definition.Kind, _ name: String) throws(Failure) -> Definition? {
    guard definitionNames(kind).contains(where: { $0.sameBytes(as: name) }) else { return nil }
    let (definition, findings) = read(kind, name)
    guard let definition, !findings.contains(where: { $0.severity == .error }) else {
      throw Failure(
        .store, Phrase(id: "\(kind.label.id) `\(name)` bermasalah", en: "the \(kind.label.en) `\(name)` is broken"),
        hint: Phrase(
          id: "perbaiki kesalahan di atas; `koja schema check` memeriksa semuanya",
          en: "mend the errors above; `koja schema check` looks at all of them"),
        findings: findings)
    }
    return definition
  }

  /// Everything that is wrong with the definitions of a store.
  package var definitionFindings: [Finding] {
    let all = Definition.Kind.allCases.flatMap { kind in definitionNames(kind).map { read(kind, $0) } }
    return viewFindings + overviewFindings + noticeFindings + publicationFindings + all.flatMap(\.findings)
      + questionFindings(all.filter { $0.findings.isEmpty }.compactMap(\.definition))
  }

  /// What is wrong with the questions of reports and scorecards, asked of an index with no rows.
  private func questionFindings(_ definitions: [Definition]) -> [Finding] {
    let reports = definitions.filter { $0.kind == .report }.map { ReportDefinition($0) }
    let cards = definitions.filter { $0.kind == .scorecard }.map { ScorecardDefinition($0) }
    let layouts = catalogue.layouts(in: settings.language)
    guard !(reports.isEmpty && cards.isEmpty),
      let index = try? RecordIndex.build(path: nil, layouts: layouts, version: "", fill: { _ in })
    else { return [] }
    let now = Timestamp(seconds: 0, offset: 0)
    let extract = (try? DatabaseExport.tables(of: self, for: .public, now)).flatMap { tables in
      try? index.extract(tables, now: now)
    }
    return reports.flatMap { $0.findings(in: catalogue, index, extract) }
      + cards.flatMap { $0.findings(in: catalogue, index) }
  }

  private func read(_ kind: Definition.Kind, _ name: String) -> (definition: Definition?, findings: [Finding]) {
    let file = readSchemaFile("schemas/\(kind.rawValue)/\(name).yaml")
    guard let document = file.document else { return (nil, file.findings) }
    let definition = Definition(kind: kind, name: name, path: file.path, document: document, bytes: file.bytes)
    guard !file.isFaulty else { return (definition, file.findings) }
    return (definition, file.findings + references(of: definition))
  }

  /// Names in a definition that lead nowhere.
  private func references(of definition: Definition) -> [Finding] {
    switch definition.kind {
    case .export: ExportDefinition(definition).findings(in: self)
    case .import: ImportMapping(definition).findings(in: self)
    case .draft: DraftDefinition(definition).findings(in: self)
    case .report, .scorecard: []
    }
  }
}
