internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Puts a catalogue together from the files below `schemas/`.
struct CatalogueLoader {
  /// What is wrong beside the contents: files that cannot be read, or are not there.
  var findings: [Finding]
  /// Whether the files are judged; files that were found clean before need not be.
  private var isJudging = true
  /// What code finds in the files, beside the meta-schemas.
  private var code: [Finding] = []
  private var documents: [(path: String, document: Document)] = []
  private var hash = SHA256()

  /// Begins with what is already known to be wrong.
  init(findings: [Finding]) { self.findings = findings }

  /// Takes a file.
  mutating func add(_ path: String, _ bytes: [UInt8]) {
    hash.update(Array("\(path)\0\(bytes.count)\0".utf8))
    hash.update(bytes)
    let reading = YAMLReader.read(bytes, path: path)
    findings += reading.findings
    guard let document = reading.document else { return }
    documents.append((path, document))
  }

  /// A hash over the files that were taken.
  var fingerprint: String { hash.finish() }

  /// The catalogue of all files, nil without settings, and everything that is wrong with them, each fault once.
  ///
  /// - Parameter isKnownClean: That these very files were judged before, and nothing was wrong with them.
  mutating func finish(isKnownClean: Bool) -> (catalogue: Catalogue?, findings: [Finding]) {
    isJudging = !isKnownClean
    let workflows = workflows()
    let sources = documents.filter { [.schema, .common].contains(MetaSchemas.Kind(ofPath: $0.path)) }
      .map { SchemaSource(uri: $0.path, document: $0.document) }
    let set = SchemaSet(
      sources, enumLabels: stateLabels(workflows), names: QuickRules.names(Array(workflows.values)))
    let schemas = sources.filter { MetaSchemas.Kind(ofPath: $0.uri) == .schema }
    if isJudging {
      code += set.findings
      code += set.lint(wantsLabels: true)
      code += SchemaReferences(compiled: set, schemas: schemas, collections: names).findings
    }
    var references: [WorkflowReferences] = []
    let collections = schemas.compactMap { source in
      collection(source, set: set, workflow: workflows[Key(Self.folder(source.uri))], references: &references)
    }
    var links: [RecordLink] = []
    let settings = document(StoreSettings.path)
    if let settings {
      let calendars = settings.value("calendars").map { settings.items($0) } ?? []
      links = calendars.map {
        RecordLink(kind: .calendar, path: StoreSettings.path, document: settings, node: $0)
      }
    } else if !isFaulty(StoreSettings.path), !isFaulty("schemas") {
      findings.append(
        Finding(
          "store/no-settings", at: Place(file: StoreSettings.path),
          Phrase(id: "berkas pengaturan ini tidak ada", en: "there is no settings file"),
          hint: Phrase(id: "`koja init DIR` membuat yang lengkap", en: "`koja init DIR` makes a complete one")))
    }
    let catalogue = settings.map { settings in
      Catalogue(
        settings: StoreSettings(settings), collections: collections.sorted { Key($0.name) < Key($1.name) },
        fingerprint: fingerprint, schemas: set, settingsLinks: links, workflowReferences: references)
    }
    return (catalogue, findings + SchemaFaults.merged(meta: metaFindings, code: code))
  }

  /// What the meta-schemas find.
  private var metaFindings: [Finding] {
    guard isJudging else { return [] }
    return documents.flatMap { path, document in
      MetaSchemas.Kind(ofPath: path).map { MetaSchemas.findings(document, as: $0, path: path) } ?? []
    }
  }

  private static func folder(_ path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// Names of all collections, also of those whose schema cannot be read.
  private var names: [String] {
    let faulty = findings.map(\.place.path)
    let schemas = (documents.map(\.path) + faulty).filter { MetaSchemas.Kind(ofPath: $0) == .schema }
    // A folder that cannot be read is a collection all the same.
    let folders = faulty.filter { $0.split(separator: "/").count == 2 && !$0.hasSuffix(".yaml") }
    return Set((schemas + folders.map { $0 + "/schema.yaml" }).map { Key(Self.folder($0)) }).sorted().map(\.string)
  }

  private func document(_ path: String) -> Document? { documents.first { $0.path.sameBytes(as: path) }?.document }

  /// Whether a file is there and cannot be used, which has been said.
  private func isFaulty(_ path: String) -> Bool { findings.contains { $0.place.path.sameBytes(as: path) } }

  private mutating func workflows() -> [Key: Workflow] {
    var result: [Key: Workflow] = [:]
    for (path, document) in documents where MetaSchemas.Kind(ofPath: path) == .workflow {
      let (workflow, faults) = Workflow.read(document, path: path)
      code += faults
      result[Key(Self.folder(path))] = workflow
    }
    return result
  }

  /// The labels of states stand in the workflow; the schema's `enum` of `status` borrows them.
  private func stateLabels(_ workflows: [Key: Workflow]) -> [String: [String: Phrase]] {
    Dictionary(
      uniqueKeysWithValues: workflows.map { name, workflow in
        (
          "schemas/\(name.string)/schema.yaml#/properties/status",
          Dictionary(workflow.states.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
        )
      })
  }

  private mutating func collection(
    _ source: SchemaSource, set: SchemaSet, workflow: Workflow?, references: inout [WorkflowReferences]
  ) -> Collection? {
    let (path, document, name) = (source.uri, source.document, Self.folder(source.uri))
    guard let facts = document.value("x-collection"), let schema = set.file(path) else { return nil }
    func text(_ key: String) -> String? { document.value(key, in: facts).flatMap { document.text($0) } }
    let kind = text("kind").flatMap(Collection.Kind.init(rawValue:)) ?? .reference
    let fields = Late { set.fields(of: path) }
    let workflowPath = "schemas/\(name)/workflow.yaml"
    if let workflow, let text = self.document(workflowPath) {
      let named = WorkflowReferences(
        path: workflowPath, document: text, schema: path, lateFields: fields, compiled: set)
      if isJudging {
        code += StateList(workflow: workflow, document: document, path: path).findings + named.findings
      }
      references.append(named)
    } else if kind == .case, !isFaulty(workflowPath), let node = document.value("kind", in: facts) {
      code.append(
        Finding(
          "store/no-workflow", at: document.place(node, in: path),
          Phrase(
            id: "catatan `case` memerlukan alur, padahal `\(workflowPath)` tidak ada",
            en: "records of kind `case` need a workflow, but there is no `\(workflowPath)`"),
          hint: Phrase(
            id: "kembalikan dengan `git restore \(workflowPath)`, atau tulis `reference`",
            en: "bring it back with `git restore \(workflowPath)`, or write `reference`")))
    }
    guard let ids = ids(in: document, facts, folder: text("path") ?? "", path: path) else { return nil }
    return Collection(
      name: name, label: document.phrase(document.value("label", in: facts), default: name), kind: kind, ids: ids,
      titleField: text("title"), dateField: text("date"), schema: schema, fields: fields, workflow: workflow,
      deskField: text("desk"), notices: document.texts(document.value("notices", in: facts)),
      published: Guard(document.value("published", in: facts), in: document),
      unnamed: document.value("unnamed", in: facts).map { Guard($0, in: document) })
  }

  private mutating func ids(in document: Document, _ facts: NodeIndex, folder: String, path: String) -> IDRule? {
    guard let id = document.value("id", in: facts) else { return nil }
    if let prefix = document.value("prefix", in: id).flatMap({ document.text($0) }) {
      return IDRule(prefix: prefix, path: folder)
    }
    if let prefix = document.value("opaque", in: id).flatMap({ document.text($0) }) {
      return IDRule(opaque: prefix, path: folder)
    }
    guard let node = document.value("pattern", in: id), let pattern = document.text(node) else { return nil }
    do throws(PatternError) {
      return try IDRule(pattern: pattern, path: folder)
    } catch {
      code.append(Finding("schema/pattern", at: document.place(node, in: path), error.message, hint: error.hint))
      return nil
    }
  }
}
