internal import KojaModel

/// Turns schema files into a program. Works off a queue, so that references may form cycles.
struct Compiler {
  /// What is wrong with the schemas, so far.
  private(set) var findings: [Finding] = []
  /// Whether `format` is checked.
  let assertsFormats: Bool
  private let sources: [Program.Source]
  private let enumLabels: [String: [String: Phrase]]
  private var resources = Resources()
  private var schemas: ContiguousArray<Subschema> = []
  private var indexes: [Location: SchemaIndex] = [:]
  private var references: [SchemaIndex: SchemaIndex] = [:]
  private var compiled = 0

  /// Registers the files.
  init(_ sources: [SchemaSource], enumLabels: [String: [String: Phrase]], assertsFormats: Bool) {
    self.sources = sources.map {
      Program.Source(uri: $0.uri, document: $0.document, lines: LineTable($0.document.source))
    }
    self.enumLabels = enumLabels
    self.assertsFormats = assertsFormats
    for (index, source) in self.sources.enumerated() {
      resources.add(source.document, uri: source.uri, source: index)
    }
  }

  /// Compiles every schema of every file.
  mutating func program() -> Program {
    for location in resources.duplicates {
      add(
        "schema/duplicate-id", at: location,
        Phrase(id: "`$id` atau `$anchor` ini sudah dipakai", en: "this `$id` or `$anchor` is already taken"))
    }
    for location in resources.schemas { _ = index(of: location) }
    while compiled < schemas.count {
      compile(compiled)
      compiled += 1
    }
    removeEndless()
    findings.sort()
    return Program(sources: sources, schemas: schemas, references: references, indexes: indexes)
  }

  /// The place in the program of the schema at a node, to be compiled in its turn.
  mutating func subschema(_ site: Site, _ node: NodeIndex) -> SchemaIndex {
    index(of: Location(source: site.source, node: node))
  }

  /// The schema that a reference leads to; nil with a finding when there is none.
  mutating func target(_ reference: String, at site: Site) -> SchemaIndex? {
    let holder = Location(source: site.source, node: site.schema)
    do {
      let found = index(of: try resources.resolve(reference, from: holder, sources.map(\.document)))
      references[index(of: holder)] = found
      return found
    } catch {
      let hint = Suggestion.nearest(to: error.name, among: error.candidates).map {
        Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?")
      }
      add(
        "schema/unknown-reference", at: Location(source: site.source, node: site.value),
        Phrase(id: "`$ref` ke `\(error.name)`, yang tidak ada", en: "`$ref` to `\(error.name)`, which does not exist"),
        hint: hint)
      return nil
    }
  }

  /// Labels of the values of a schema's `enum`: its own `x-enum-labels`, and those given from outside.
  func labels(at site: Site) -> [Key: Phrase] {
    var result: [Key: Phrase] = [:]
    let path = sources[site.source].uri + "#" + site.document.pointer(to: site.schema)
    for (value, label) in enumLabels[path] ?? [:] { result[Key(value)] = label }
    if let own = site.sibling("x-enum-labels") {
      for (value, label) in site.document.phrases(own.value) { result[Key(value)] = label }
    }
    return result
  }

  /// How many findings about all files are told: enough to begin with, and hostile files cost little time.
  private static let limit = 1000

  /// Adds a finding about a schema file.
  mutating func add(
    _ code: String, _ severity: Severity = .error, at location: Location, _ message: Phrase, hint: Phrase? = nil
  ) {
    guard findings.count < Self.limit else { return }
    let source = sources[location.source]
    findings.append(
      Finding(
        code, severity, at: source.lines.place(source.document.range(location.node), in: source.uri), message,
        hint: hint, instancePath: source.document.pointer(to: location.node)))
  }

  private mutating func index(of location: Location) -> SchemaIndex {
    if let known = indexes[location] { return known }
    indexes[location] = schemas.count
    schemas.append(Subschema(location: location))
    return schemas.count - 1
  }

  private mutating func compile(_ index: SchemaIndex) {
    let location = schemas[index].location
    let document = sources[location.source].document
    switch document.kind(location.node) {
    case .boolean:
      if document.boolean(location.node) == false {
        schemas[index].rules = [Rule(key: location.node, keyword: FalseSchema())]
      }
    case .mapping:
      let rules = rules(of: location, document)
      let annotations = Annotations(location.node, of: document, source: location.source, &self)
      schemas[index].rules = rules
      schemas[index].annotations = annotations
    default:
      add(
        "schema/keyword-type", at: location,
        Phrase(
          id: "skema harus berupa pasangan kunci dan nilai, atau true atau false",
          en: "a schema must be a mapping, or true or false"))
    }
  }

  private mutating func rules(of location: Location, _ document: Document) -> ContiguousArray<Rule> {
    var found: [(order: Int, site: Site)] = []
    for (key, value) in Members(document, location.node) {
      let name = document.text(key) ?? ""
      let site = Site(
        source: location.source, document: document, schema: location.node, key: key, value: value)
      if let order = Vocabulary.order(of: name) {
        found.append((order, site))
      } else if !Vocabulary.isSilent(name) {
        unknown(name, at: site)
      }
    }
    found.sort { $0.order < $1.order }
    var rules: ContiguousArray<Rule> = []
    for (order, site) in found {
      if let keyword = Vocabulary.keywords[order].init(site, &self) {
        rules.append(Rule(key: site.key, keyword: keyword))
      }
    }
    return rules
  }

  private mutating func unknown(_ name: String, at site: Site) {
    let location = Location(source: site.source, node: site.key)
    if Vocabulary.unsupported.contains(name) {
      add(
        "schema/unknown-keyword", at: location,
        Phrase(id: "`\(name)` belum didukung koja", en: "`\(name)` is not supported by koja yet"))
      return
    }
    let meant = Suggestion.nearest(to: name, among: Vocabulary.names)
    guard meant != nil || !name.hasPrefix("x-") else { return }
    add(
      "schema/unknown-keyword", meant == nil ? .warning : .error, at: location,
      Phrase(
        id: "`\(name)` bukan kata kunci JSON Schema dan tidak memeriksa apa pun",
        en: "`\(name)` is no keyword of JSON Schema and checks nothing"),
      hint: meant.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") })
  }

  /// Takes out references that lead back to the same value and would never end.
  private mutating func removeEndless() {
    var isDone = [Bool](repeating: false, count: schemas.count)
    var isOpen = isDone
    func visit(_ index: SchemaIndex, _ compiler: inout Compiler) {
      isOpen[index] = true
      let source = compiler.schemas[index].location.source
      var rules = compiler.schemas[index].rules
      rules.removeAll { rule in
        for next in rule.keyword.sameplace where !isOpen[next] && !isDone[next] { visit(next, &compiler) }
        guard rule.keyword.sameplace.contains(where: { isOpen[$0] }) else { return false }
        compiler.add(
          "schema/endless-reference", at: Location(source: source, node: rule.key),
          Phrase(
            id: "skema ini merujuk kembali ke dirinya untuk nilai yang sama, tanpa akhir",
            en: "this schema leads back to itself for the same value, without end"))
        return true
      }
      compiler.schemas[index].rules = rules
      isOpen[index] = false
      isDone[index] = true
    }
    for index in schemas.indices where !isDone[index] { visit(index, &self) }
  }
}
