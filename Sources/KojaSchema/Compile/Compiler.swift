internal import KojaModel

/// Turns schema files into a program. Works off a queue, so that references may form cycles.
struct Compiler {
  /// What is wrong with the schemas, so far.
  private(set) var findings: [Finding] = []
  /// Whether `format` is checked.
  private let assertsFormats: Bool
  private var texts: SchemaTexts
  private let enumLabels: EnumLabels
  private var schemas: ContiguousArray<Subschema> = []
  private var indexes: [Location: SchemaIndex] = [:]
  private var compiled = 0
  /// Metaschemas of one's own that whole files name, by the place of the file.
  private(set) var metaschemas: [Int: SchemaIndex] = [:]
  private var dialects: [Key: Dialect] = [:]

  /// A compiler of files.
  init(_ texts: SchemaTexts, enumLabels: @escaping EnumLabels, assertsFormats: Bool) {
    self.texts = texts
    self.enumLabels = enumLabels
    self.assertsFormats = assertsFormats
  }

  /// Compiles every schema of every file, and of the metaschemas what they lead to.
  mutating func program(names: [String]) -> Program {
    for location in texts.resources.duplicates {
      add(
        "schema/duplicate-id", at: location,
        Phrase(id: "`$id` atau `$anchor` ini sudah dipakai", en: "this `$id` or `$anchor` is already taken"))
    }
    for location in texts.resources.schemas where location.source < texts.fileCount { _ = index(of: location) }
    let files = (0..<texts.fileCount).map { index(of: Location(source: $0, node: Document.root)) }
    while compiled < schemas.count {
      compile(compiled)
      compiled += 1
    }
    removeEndless()
    findings.sort()
    let flat = flattened(names: names)
    return Program(texts: texts, schemas: schemas, files: files, indexes: indexes, flat: flat)
  }

  /// Lays the schemas out for the fast pass; every rule learns how it is decided.
  private mutating func flattened(names: [String]) -> FlatProgram {
    var builder = FlatBuilder()
    var numbers: [Key: Int] = [:]
    var anchors: [UInt64: SchemaIndex] = [:]
    for index in schemas.indices {
      let location = schemas[index].location
      let base = Key(texts.resources.base(of: location))
      let resource = numbers[base] ?? numbers.count
      numbers[base] = resource
      if let anchor = texts.resources.dynamicAnchor(of: location) {
        anchors[FlatProgram.anchor(resource: resource, name: builder.symbol("#" + anchor))] = index
      }
      for rule in schemas[index].rules.indices {
        schemas[index].rules[rule].operation = schemas[index].rules[rule].keyword.lower(&builder)
      }
      builder.finish(schemas[index].rules.compactMap(\.operation), resource: resource)
    }
    return FlatProgram(builder, symbols: SymbolTable(builder.names + names), dynamicAnchors: anchors)
  }

  /// Whether `format` is checked at a place.
  func assertsFormats(at site: Site) -> Bool {
    assertsFormats || knownDialect(of: Location(source: site.source, node: site.schema)).assertsFormats
  }

  /// The name of a dynamic anchor that a reference names, if what it leads to has it.
  func dynamicAnchor(of target: SchemaIndex, named reference: String) -> String? {
    let fragment = Pointer.unescaped(URIReference(reference).fragment ?? "")
    guard let anchor = texts.resources.dynamicAnchor(of: schemas[target].location), anchor.sameBytes(as: fragment)
    else {
      return nil
    }
    return anchor
  }

  /// Which keywords count at a place, as far as that was found out.
  private func knownDialect(of location: Location) -> Dialect {
    texts.resources.metaschema(of: location).flatMap { dialects[Key($0)] } ?? .standard
  }

  /// Which keywords count at a place; a metaschema that is not there is a finding.
  private mutating func dialect(of location: Location) -> Dialect {
    guard let uri = texts.resources.metaschema(of: location) else { return .standard }
    if uri.sameBytes(as: Dialect.uri) || uri.isEmpty { return .standard }
    if location.node == Document.root, let root = texts.resources.root(uri) {
      metaschemas[location.source] = index(of: root)
    }
    if let known = dialects[Key(uri)] { return known }
    dialects[Key(uri)] = .standard
    let document = texts.sources[location.source].document
    let named = document.value("$schema", in: location.node) ?? location.node
    texts.load(uri)
    guard let root = texts.resources.root(uri) else {
      add(
        "schema/unknown-dialect", at: Location(source: location.source, node: named),
        Phrase(
          id: "`$schema` menyebut `\(uri)`, yang tidak dikenal koja",
          en: "`$schema` names `\(uri)`, which koja does not know"),
        hint: Phrase(id: "tulis `\(Dialect.uri)`", en: "write `\(Dialect.uri)`"))
      return .standard
    }
    let (dialect, unknown) = Dialect.read(texts.sources[root.source].document, at: root.node)
    for key in unknown {
      let name = texts.sources[root.source].document.text(key) ?? ""
      add(
        "schema/unknown-vocabulary", at: Location(source: location.source, node: named),
        Phrase(
          id: "skema ini menuntut kosakata `\(name)`, yang tidak dikenal koja",
          en: "this schema demands the vocabulary `\(name)`, which koja does not know"))
    }
    dialects[Key(uri)] = dialect
    return dialect
  }

  /// The place in the program of the schema at a node, to be compiled in its turn.
  mutating func subschema(_ site: Site, _ node: NodeIndex) -> SchemaIndex {
    index(of: Location(source: site.source, node: node))
  }

  /// The schema that a reference leads to; nil with a finding when there is none.
  mutating func target(_ reference: String, at site: Site) -> SchemaIndex? {
    let holder = Location(source: site.source, node: site.schema)
    let keyword = site.document.text(site.key) ?? Reference.name
    if keyword.sameBytes(as: Reference.name), let known = texts.target(of: holder) { return index(of: known) }
    do {
      return index(of: try texts.resolve(reference, from: holder))
    } catch {
      let hint = Suggestion.nearest(to: error.name, among: error.candidates).map {
        Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?")
      }
      add(
        "schema/unknown-reference", at: Location(source: site.source, node: site.value),
        Phrase(
          id: "`\(keyword)` ke `\(error.name)`, yang tidak ada",
          en: "`\(keyword)` to `\(error.name)`, which does not exist"),
        hint: hint)
      return nil
    }
  }

  /// Labels of the values of a schema's `enum`: its own `x-enum-labels`, and those given from outside.
  func labels(at site: Site) -> [Key: Phrase] {
    var result: [Key: Phrase] = [:]
    let path = texts.sources[site.source].uri + "#" + site.document.pointer(to: site.schema)
    for (value, label) in enumLabels(path) { result[Key(value)] = label }
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
    guard findings.count < Self.limit else { return cut(at: location) }
    let source = texts.sources[location.source]
    findings.append(
      Finding(
        code, severity, at: source.lines.place(source.document.range(location.node), in: source.uri), message,
        hint: hint, instancePath: source.document.pointer(to: location.node)))
  }

  /// Says once that from here on not everything is told.
  private mutating func cut(at location: Location) {
    guard findings.count == Self.limit else { return }
    let source = texts.sources[location.source]
    findings.append(
      Finding(
        "schema/more", .note,
        at: source.lines.place(source.document.range(location.node), in: source.uri, hidden: true),
        Phrase(
          id: "mulai dari sini skema ini memuat kesalahan lain yang tidak ditampilkan",
          en: "from here on the schema has more errors, which are not shown"),
        hint: Phrase(id: "perbaiki yang di atas dulu", en: "mend those above first")))
  }

  private mutating func index(of location: Location) -> SchemaIndex {
    if let known = indexes[location] { return known }
    indexes[location] = schemas.count
    schemas.append(Subschema(location: location))
    return schemas.count - 1
  }

  private mutating func compile(_ index: SchemaIndex) {
    let location = schemas[index].location
    let document = texts.sources[location.source].document
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
    let dialect = dialect(of: location)
    for (key, value) in Members(document, location.node) {
      let name = document.text(key) ?? ""
      let site = Site(
        source: location.source, document: document, schema: location.node, key: key, value: value)
      if let order = Vocabulary.order(of: name) {
        if dialect.has(name) { found.append((order, site)) }
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
    if name == "definitions" {
      add(
        "schema/unknown-keyword", .warning, at: location,
        Phrase(id: "`definitions` sudah diganti `$defs`", en: "`definitions` has been replaced by `$defs`"),
        hint: Phrase(id: "tulis `$defs`, juga dalam `$ref`", en: "write `$defs`, also in each `$ref`"))
      return
    }
    let meant =
      Vocabulary.names.first { $0.sameBytes(as: "$" + name) } ?? Suggestion.nearest(to: name, among: Vocabulary.names)
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
    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: schemas.count)
    /// A schema on the way, and the rules of it that are still to be looked at.
    var way: [(schema: SchemaIndex, rule: Int, next: Int)] = []
    for start in schemas.indices where marks[start] == .new {
      way.append((start, 0, 0))
      marks[start] = .open
      while let (schema, rule, next) = way.last {
        guard rule < schemas[schema].rules.count else {
          marks[schema] = .done
          way.removeLast()
          continue
        }
        let targets = schemas[schema].rules[rule].keyword.sameplace
        guard next < targets.count else {
          way[way.count - 1] = (schema, rule + 1, 0)
          continue
        }
        way[way.count - 1].next += 1
        switch marks[targets[next]] {
        case .done: break
        case .new:
          marks[targets[next]] = .open
          way.append((targets[next], 0, 0))
        case .open:
          let location = Location(source: schemas[schema].location.source, node: schemas[schema].rules[rule].key)
          add(
            "schema/endless-reference", at: location,
            Phrase(
              id: "skema ini merujuk kembali ke dirinya untuk nilai yang sama, tanpa akhir",
              en: "this schema leads back to itself for the same value, without end"))
          schemas[schema].rules.remove(at: rule)
          way[way.count - 1] = (schema, rule, 0)
        }
      }
    }
  }
}
