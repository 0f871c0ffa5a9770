internal import KojaModel

/// Place of a compiled schema in ``Program/schemas``.
typealias SchemaIndex = Int

/// A node of a schema file.
struct Location: Sendable, Hashable {
  /// Index in ``Program/sources``.
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
  /// A schema file with its lines.
  struct Source: Sendable {
    /// Its name and text.
    let uri: String
    /// Its tree.
    let document: Document
    /// Its lines, for places.
    let lines: LineTable
  }

  /// The files.
  let sources: [Source]
  /// The schemas.
  let schemas: ContiguousArray<Subschema>
  /// Where `$ref`s lead, by the schema that holds them.
  let references: [SchemaIndex: SchemaIndex]
  /// The same, for the fast pass.
  let flat: FlatProgram
  private let indexes: [Location: SchemaIndex]

  /// Takes over what the compiler made.
  init(
    sources: [Source], schemas: ContiguousArray<Subschema>, references: [SchemaIndex: SchemaIndex],
    indexes: [Location: SchemaIndex], flat: FlatProgram
  ) {
    self.sources = sources
    self.schemas = schemas
    self.references = references
    self.indexes = indexes
    self.flat = flat
  }

  /// The compiled schema at a place.
  func index(of location: Location) -> SchemaIndex? { indexes[location] }

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
