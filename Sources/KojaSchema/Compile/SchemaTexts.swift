internal import KojaModel

/// Schema files as they are written, with every `$ref` followed: what can be asked of schemas before they are compiled.
struct SchemaTexts: Sendable {
  /// A schema file with its lines.
  struct Source: Sendable {
    /// Its name and text.
    let uri: String
    /// Its tree.
    let document: Document
    /// Its lines, for places.
    let lines: LineTable
  }

  /// The files; behind those that were given, the files and metaschemas that they name.
  private(set) var sources: [Source]
  /// How many files were given.
  let fileCount: Int
  /// Where every schema stands and under which URIs it is known.
  private(set) var resources = Resources()
  /// Where `$ref`s lead, by the schema that holds them.
  private var references: [Location: Location] = [:]
  private var files: [Key: Int] = [:]
  /// Whether every reference leads somewhere.
  private(set) var isWhole = true

  /// Registers files and follows their references. One that leads nowhere is left out: the compiler tells of it.
  ///
  /// - Parameter library: Further files, taken in when a reference leads to them.
  init(_ given: [SchemaSource], _ library: SchemaLibrary = { _ in nil }) {
    sources = given.map { Source(uri: $0.uri, document: $0.document, lines: LineTable($0.document.source)) }
    fileCount = given.count
    for (index, source) in sources.enumerated() {
      resources.add(source.document, uri: source.uri, source: index)
      let resource = Key(URIReference(source.uri).resource)
      if files[resource] == nil { files[resource] = index }
    }
    follow(library)
  }

  /// Following a reference may take in schemas that hold further ones.
  private mutating func follow(_ library: SchemaLibrary) {
    var known: [Key: Location?] = [:]
    var position = 0
    while position < resources.schemas.count {
      let location = resources.schemas[position]
      position += 1
      let document = sources[location.source].document
      guard let reference = document.value(Reference.name, in: location.node).flatMap({ document.string($0) }) else {
        continue
      }
      let name = Key(resources.base(of: location) + " " + reference)
      let target = known[name] ?? (try? resolve(reference, from: location, library))
      known[name] = .some(target)
      if target == nil { isWhole = false }
      references[location] = target
    }
  }

  /// The schema that a reference leads to, from the schema that holds it; files of a library and metaschemas of 2020-12
  /// are taken in when their names come up.
  mutating func resolve(
    _ reference: String, from location: Location, _ library: SchemaLibrary = { _ in nil }
  ) throws(Resources.Missing) -> Location {
    load(URIReference(reference).resolved(against: resources.base(of: location)).resource, library)
    return try resources.resolve(reference, from: location, sources.map(\.document))
  }

  /// Takes a file of a library in, or a metaschema of 2020-12, when it is the one with this URI.
  mutating func load(_ uri: String, _ library: SchemaLibrary = { _ in nil }) {
    guard resources.root(uri) == nil, let document = library(uri) ?? MetaSchema.document(uri) else { return }
    sources.append(Source(uri: uri, document: document, lines: LineTable(document.source)))
    resources.add(document, uri: uri, source: sources.count - 1)
  }

  /// Where the `$ref` of a schema leads.
  func target(of location: Location) -> Location? { references[location] }

  /// The place in ``sources`` of a file that was given.
  func file(_ uri: String) -> Int? { files[Key(URIReference(uri).resource)] }

  /// The schema of a file, or at a pointer in it; nil when there is no such place.
  func location(_ reference: String) -> Location? {
    let uri = URIReference(reference)
    guard let source = file(uri.resource), let names = Pointer.names(Pointer.unescaped(uri.fragment ?? ""))
    else { return nil }
    return sources[source].document.node(at: names).map { Location(source: source, node: $0) }
  }

  /// `file#/pointer` of a node of a schema file.
  func path(_ location: Location) -> String {
    let source = sources[location.source]
    return source.uri + "#" + source.document.pointer(to: location.node)
  }

  /// The place of a node of a schema file.
  func place(_ location: Location) -> Place {
    let source = sources[location.source]
    return source.lines.place(source.document.range(location.node), in: source.uri)
  }
}
