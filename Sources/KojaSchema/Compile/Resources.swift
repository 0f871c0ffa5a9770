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

  /// Registers a file.
  mutating func add(_ document: Document, uri: String, source: Int) {
    let root = Location(source: source, node: Document.root)
    register(URIReference(uri).resource, root)
    scan(root, document, base: URIReference(uri).resource)
  }

  /// Finds the schema that a reference leads to, from the schema that holds it.
  mutating func resolve(
    _ reference: String, from location: Location, _ documents: [Document]
  ) throws(Missing) -> Location {
    let uri = URIReference(reference).resolved(against: bases[location] ?? "")
    let fragment = Pointer.unescaped(uri.fragment ?? "")
    guard let root = roots[Key(uri.resource)] else {
      throw Missing(name: uri.resource, candidates: roots.keys.map(\.string))
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
    if bases[found] == nil { scan(found, document, base: base) }
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
  private mutating func scan(_ location: Location, _ document: Document, base: String) {
    var base = base
    let node = location.node
    if let id = document.value("$id", in: node).flatMap({ document.string($0) }) {
      base = URIReference(id).resolved(against: base).resource
      register(base, location)
    }
    bases[location] = base
    schemas.append(location)
    for name in ["$anchor", "$dynamicAnchor"] {
      guard let anchor = document.value(name, in: node).flatMap({ document.string($0) }) else { continue }
      if anchors.updateValue(location, forKey: Key(base + "#" + anchor)) != nil { duplicates.append(location) }
    }
    for (key, value) in Members(document, node) {
      let children: [NodeIndex] =
        switch Vocabulary.shape(of: document.text(key) ?? "") {
        case .value: []
        case .schema: [value]
        case .list: document.items(value)
        case .map: document.pairs(value).map(\.value)
        }
      for child in children { scan(Location(source: location.source, node: child), document, base: base) }
    }
  }
}
