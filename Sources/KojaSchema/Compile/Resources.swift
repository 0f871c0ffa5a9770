internal import KojaModel

/// Where every schema of the files stands and under which URIs it is known.
struct Resources {
  /// Why a reference leads nowhere.
  struct Missing: Error {
    /// The name that is not there.
    var name: String
    /// Names that would be.
    var candidates: [String]
  }

  /// All schemas in the order of the files.
  private(set) var schemas: [Location] = []
  /// Identifiers that were already taken, at their second place.
  private(set) var duplicates: [Location] = []
  private var roots: [Key: Location] = [:]
  private var anchors: [Key: Location] = [:]
  private var bases: [Location: String] = [:]
  private var dialects: [Location: String] = [:]
  private var dynamicNames: [Location: String] = [:]

  /// The URI of the resource that a schema belongs to.
  func base(of location: Location) -> String { bases[location] ?? "" }

  /// The URI of the metaschema that a schema names, itself or for the resource around it; nil where none does.
  func metaschema(of location: Location) -> String? { dialects[location] }

  /// The name of a schema's `$dynamicAnchor`.
  func dynamicAnchor(of location: Location) -> String? { dynamicNames[location] }

  /// The schema that is a whole resource.
  func root(_ uri: String) -> Location? { roots[Key(uri)] }

  /// Registers a file.
  mutating func add(_ document: Document, uri: String, source: Int) {
    let root = Location(source: source, node: Document.root)
    register(URIReference(uri).resource, root)
    scan(root, document, base: URIReference(uri).resource, dialect: nil)
  }

  /// Finds the schema that a reference leads to, from the schema that holds it.
  mutating func resolve(
    _ reference: String, from location: Location, _ documents: [Document]
  ) throws(Missing) -> Location {
    let uri = URIReference(reference).resolved(against: bases[location] ?? "")
    let fragment = Pointer.unescaped(uri.fragment ?? "")
    guard let root = roots[Key(uri.resource)] else {
      // Whatever lies elsewhere is not meant.
      func folder(_ uri: String) -> Substring { uri[..<(uri.lastIndex(of: "/") ?? uri.startIndex)] }
      let near = roots.keys.map(\.string).filter { known in
        folder(known) == folder(uri.resource) && !known.sameBytes(as: bases[location] ?? "")
          && Suggestion.distance(
            String(known.dropFirst(folder(known).count)), String(uri.resource.dropFirst(folder(known).count)), limit: 3)
            != nil
      }
      throw Missing(name: uri.resource, candidates: near)
    }
    guard let names = Pointer.names(fragment) else {
      if let found = anchors[Key(uri.resource + "#" + fragment)] { return found }
      let prefix = uri.resource + "#"
      throw Missing(
        name: "#" + fragment,
        candidates: anchors.keys.map(\.string).filter { $0.hasPrefix(prefix) }
          .map { "#" + $0.dropFirst(prefix.count) })
    }
    let document = documents[root.source]
    var node = root.node
    var base = bases[root] ?? uri.resource
    for (position, name) in names.enumerated() {
      guard let next = document.node(at: [name], from: node) else {
        let before = names[..<position].map { Pointer.token($0) }.joined()
        throw Missing(
          name: "#" + before + Pointer.token(name),
          candidates: document.pairs(node).map { "#" + before + Pointer.token(document.text($0.key) ?? "") })
      }
      node = next
      base = bases[Location(source: root.source, node: node)] ?? base
    }
    let found = Location(source: root.source, node: node)
    // A schema in a place that no keyword owns: known from now on.
    if bases[found] == nil { scan(found, document, base: base, dialect: dialects[root]) }
    return found
  }

  private mutating func register(_ uri: String, _ location: Location) {
    if let known = roots[Key(uri)], known != location {
      duplicates.append(location)
    } else {
      roots[Key(uri)] = location
    }
  }

  /// Walks schemas by the keywords that hold some, so that names inside `enum`, `const` or unknown keywords stay data.
  /// Keeps what waits in a list: schemas may be nested as deep as a file allows.
  private mutating func scan(_ location: Location, _ document: Document, base: String, dialect: String?) {
    var waiting = [(node: location.node, base: base, dialect: dialect)]
    while let next = waiting.popLast() {
      let node = next.node
      var (base, dialect) = (next.base, next.dialect)
      let location = Location(source: location.source, node: node)
      func text(_ name: String) -> String? { document.value(name, in: node).flatMap { document.string($0) } }
      if let id = text("$id") {
        base = URIReference(id).resolved(against: base).resource
        register(base, location)
      }
      if let named = text("$schema") { dialect = URIReference(named).resource }
      bases[location] = base
      dialects[location] = dialect
      schemas.append(location)
      for name in ["$anchor", "$dynamicAnchor"] {
        guard let anchor = text(name) else { continue }
        if let known = anchors.updateValue(location, forKey: Key(base + "#" + anchor)), known != location {
          duplicates.append(location)
        }
        if name == "$dynamicAnchor" { dynamicNames[location] = anchor }
      }
      var children: [NodeIndex] = []
      for (key, value) in Members(document, node) {
        switch Vocabulary.shape(of: document.text(key) ?? "") {
        case .value: break
        case .schema: children.append(value)
        case .list: children += document.items(value)
        case .map: children += document.pairs(value).map(\.value)
        case .mapOfSome: children += document.pairs(value).map(\.value).filter { document.kind($0) != .sequence }
        }
      }
      waiting += children.reversed().map { ($0, base, dialect) }
    }
  }
}
