internal import KojaModel

/// Place of a compiled schema in ``Program/schemas``.
typealias SchemaIndex = Int

/// A node of a schema file.
struct Location: Sendable, Hashable {
  /// Index in ``SchemaTexts/sources``.
  let source: Int
  /// The node.
  let node: NodeIndex
}

/// One compiled schema: what has to hold at a place, and what is said about the place.
struct Subschema: Sendable {
  /// Where it stands.
  let location: Location
  /// What has to hold, the kind of value first, then the cheap before the dear.
  var rules: ContiguousArray<Rule> = []
  /// The `x-` annotations.
  var annotations = Annotations()
}

/// A compiled keyword and its key in the schema file.
struct Rule: Sendable {
  /// The keyword's key; for the schema `false` the schema itself.
  let key: NodeIndex
  /// What it does.
  let keyword: any Keyword
  /// How it is decided, where that is not a part of another operation.
  var operation: Operation?
}

/// All schemas of a set, compiled: flat, immutable, references resolved to indexes.
final class Program: Sendable {
  /// The files, as they are written.
  let texts: SchemaTexts
  /// The schemas.
  let schemas: ContiguousArray<Subschema>
  /// The schemas of the files that were given, in their order.
  let files: [SchemaIndex]
  /// The schemas, for the fast pass.
  let flat: FlatProgram
  private let indexes: [Location: SchemaIndex]

  /// Takes over what the compiler made.
  init(
    texts: SchemaTexts, schemas: ContiguousArray<Subschema>, files: [SchemaIndex], indexes: [Location: SchemaIndex],
    flat: FlatProgram
  ) {
    self.texts = texts
    self.schemas = schemas
    self.files = files
    self.indexes = indexes
    self.flat = flat
  }

  /// The compiled schema at a place.
  func index(of location: Location) -> SchemaIndex? { indexes[location] }

  /// The schema as it is written, with those that it takes in.
  func facets(of schema: SchemaIndex) -> Facets { Facets(schemas[schema].location, texts) }

  /// The schemas under `properties`, of all facets; of a name that comes twice the first.
  func properties(of schema: SchemaIndex) -> [Key: SchemaIndex] {
    let found = facets(of: schema).properties.compactMap { name, schema in
      index(of: schema).map { (Key(name), $0) }
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }

  /// The title or the label that a schema gives itself.
  func ownTitle(_ schema: SchemaIndex) -> Phrase? {
    let location = schemas[schema].location
    let document = texts.sources[location.source].document
    let title = document.value("title", in: location.node).flatMap { document.string($0) }
    return title.map { Phrase($0) } ?? schemas[schema].annotations.label
  }

  /// What a schema is called: its title, its label, the name it is referred to by, the kind of value, or its place.
  func title(_ schema: SchemaIndex) -> Phrase {
    let location = schemas[schema].location
    let document = texts.sources[location.source].document
    func text(_ keyword: String) -> String? {
      document.value(keyword, in: location.node).flatMap { document.string($0) }
    }
    if let title = ownTitle(schema) { return title }
    if let reference = text(Reference.name), let last = reference.split(separator: "/").last {
      return Phrase("`\(last)`")
    }
    let constants = facets(of: schema).constants.map { "`\($0.text)`" }
    if !constants.isEmpty {
      let list = constants.prefix(5).joined(separator: ", ") + (constants.count > 5 ? ", …" : "")
      return constants.count == 1 ? Phrase(list) : Phrase(id: "salah satu dari \(list)", en: "one of \(list)")
    }
    let form = text(PatternKeyword.name).flatMap { try? Pattern($0) }?.form()
    for rule in schemas[schema].rules {
      guard let type = rule.keyword as? TypeKeyword else { continue }
      let words = type.kinds.words
      return form.map { Phrase(id: "\(words.id): \($0.id)", en: "\(words.en): \($0.en)") } ?? words
    }
    let required = document.value(Required.name, in: location.node).map { list in
      document.items(list).compactMap { document.string($0) }
    }
    if let required, !required.isEmpty {
      let list = required.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
      return Phrase(id: "isi yang memuat \(list)", en: "content that has \(list)")
    }
    return Phrase("`#\(document.pointer(to: location.node))`")
  }
}
