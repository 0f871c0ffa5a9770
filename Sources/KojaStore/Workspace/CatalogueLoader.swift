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
  private var shelf = SchemaShelf()
  private var hash = SHA256()

  /// Begins with what is already known to be wrong.
  init(findings: [Finding]) { self.findings = findings }

  /// Takes a file.
  mutating func add(_ path: String, _ bytes: [UInt8]) {
    hash.update(Array("\(path)\0\(bytes.count)\0".utf8))
    hash.update(bytes)
    shelf.add(path, bytes)
  }

  /// A hash over the files that were taken.
  var fingerprint: String { hash.finish() }

  /// The catalogue of all files, nil without settings, and everything that is wrong with them, each fault once.
  ///
  /// - Parameter isKnownClean: That these very files were judged before, and nothing was wrong with them. Then of most
  ///   of them nothing is read before somebody asks for it.
  mutating func finish(isKnownClean: Bool) -> (catalogue: Catalogue?, findings: [Finding]) {
    isJudging = !isKnownClean
    if isJudging { findings += shelf.files.flatMap(\.reading.value.findings) }
    let workflows = workflows()
    let set = set(workflows)
    let schemas = shelf.files.filter { $0.kind == .schema }.compactMap { file in
      shelf[file.path].map { SchemaSource(uri: file.path, document: $0) }
    }
    if isJudging {
      code += set.value.findings
      code += set.value.lint(wantsLabels: true)
      code += SchemaReferences(compiled: set.value, schemas: schemas, collections: names).findings
    }
    let collections = schemas.compactMap { collection($0, set: set, workflows) }
    var links: [RecordLink] = []
    let settings = shelf[StoreSettings.path]
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
        fingerprint: fingerprint, schemas: set, settingsLinks: links)
    }
    return (catalogue, findings + SchemaFaults.merged(meta: metaFindings, code: code))
  }

  /// What the meta-schemas find.
  private var metaFindings: [Finding] {
    guard isJudging else { return [] }
    return shelf.files.flatMap { file -> [Finding] in
      guard let kind = file.kind, let document = file.reading.value.document else { return [] }
      return MetaSchemas.findings(document, as: kind, path: file.path)
    }
  }

  private static func folder(_ path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// Names of all collections, also of those whose schema cannot be read.
  private var names: [String] {
    let faulty = findings.map(\.place.path)
    let schemas = (shelf.files.map(\.path) + faulty).filter { MetaSchemas.Kind(ofPath: $0) == .schema }
    // A folder that cannot be read is a collection all the same.
    let folders = faulty.filter { $0.split(separator: "/").count == 2 && !$0.hasSuffix(".yaml") }
    return Set((schemas + folders.map { $0 + "/schema.yaml" }).map { Key(Self.folder($0)) }).sorted().map(\.string)
  }

  /// Whether a file is there and cannot be used, which has been said.
  private func isFaulty(_ path: String) -> Bool { findings.contains { $0.place.path.sameBytes(as: path) } }

  /// The workflows by collection.
  private mutating func workflows() -> [Key: Late<Workflow?>] {
    var result: [Key: Late<Workflow?>] = [:]
    for file in shelf.files where file.kind == .workflow {
      result[Key(Self.folder(file.path))] = Late { file.reading.value.document.map { Workflow.read($0) } }
      guard isJudging, let document = file.reading.value.document else { continue }
      code += Workflow.read(document, path: file.path).findings
    }
    return result
  }

  /// The labels of states stand in the workflow; the schema's `enum` of `status` borrows them.
  private static func stateLabels(_ workflows: [Key: Late<Workflow?>]) -> EnumLabels {
    { path in
      let (start, end) = ("schemas/", "/schema.yaml#/properties/status")
      guard path.hasPrefix(start), path.hasSuffix(end) else { return [:] }
      let states = workflows[Key(String(path.dropFirst(start.count).dropLast(end.count)))]?.value?.states ?? []
      return Dictionary(states.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// All schemas.
  private func set(_ workflows: [Key: Late<Workflow?>]) -> Late<SchemaSet> {
    let labels = Self.stateLabels(workflows)
    return Late { [shelf] in
      SchemaSet(
        shelf.schemas, enumLabels: labels, names: { QuickRules.names(workflows.values.compactMap(\.value)) })
    }
  }

  /// The fields of a collection. What one file and those to which its references lead say of them is all that can be
  /// said, where every reference leads somewhere.
  private func fields(
    _ source: SchemaSource, set: Late<SchemaSet>, _ workflows: [Key: Late<Workflow?>]
  ) -> Late<[KojaSchema.Field]> {
    let labels = Self.stateLabels(workflows)
    return Late { [shelf] in
      let own = SchemaSet([source], library: { shelf.schema($0) }, enumLabels: labels)
      return (own.isWhole ? own : set.value).fields(of: source.uri)
    }
  }

  private mutating func collection(
    _ source: SchemaSource, set: Late<SchemaSet>, _ workflows: [Key: Late<Workflow?>]
  ) -> Collection? {
    let (path, document, name) = (source.uri, source.document, Self.folder(source.uri))
    guard let facts = document.value("x-collection") else { return nil }
    func text(_ key: String) -> String? { document.value(key, in: facts).flatMap { document.text($0) } }
    let kind = text("kind").flatMap(Collection.Kind.init(rawValue:)) ?? .reference
    let fields = fields(source, set: set, workflows)
    let workflow = workflows[Key(name)] ?? Late { nil }
    let references = Late { [shelf] in WorkflowReferences(of: name, in: shelf, fields: fields, schemas: set) }
    if isJudging {
      if let workflow = workflow.value {
        code += StateList(workflow: workflow, document: document, path: path).findings
        code += references.value?.findings ?? []
      } else if kind == .case, let node = document.value("kind", in: facts) {
        code += noWorkflow(of: name, at: document.place(node, in: path))
      }
    }
    guard let ids = ids(in: document, facts, folder: text("path") ?? "", path: path) else { return nil }
    return Collection(
      name: name, label: document.phrase(document.value("label", in: facts), default: name), kind: kind, ids: ids,
      idFields: document.texts(document.value("id", in: facts).flatMap { document.value("of", in: $0) }),
      titleField: text("title"), dateField: text("date"), beginField: text("begins"),
      schema: Late { set.value.file(path) }, fields: fields,
      workflow: workflow, workflowReferences: references,
      desk: document.value("desk", in: facts).flatMap { Desk($0, in: document) },
      notices: Notice.all(in: document, facts),
      published: Guard(document.value("published", in: facts), in: document),
      unnamed: document.value("unnamed", in: facts).map { Guard($0, in: document) })
  }

  /// That records of kind `case` have no workflow, unless its file is there and cannot be used, which has been said.
  private func noWorkflow(of name: String, at place: Place) -> [Finding] {
    let path = "schemas/\(name)/workflow.yaml"
    guard !isFaulty(path) else { return [] }
    return [
      Finding(
        "store/no-workflow", at: place,
        Phrase(
          id: "catatan `case` memerlukan alur, padahal `\(path)` tidak ada",
          en: "records of kind `case` need a workflow, but there is no `\(path)`"),
        hint: Phrase(
          id: "kembalikan dengan `git restore \(path)`, atau tulis `reference`",
          en: "bring it back with `git restore \(path)`, or write `reference`"))
    ]
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
