internal import KojaModel

/// A keyword of JSON Schema: reads itself from its place in a schema, says by which operation it is decided, and words
/// its own findings.
///
/// Adding a keyword is adding a file with a type that conforms, and its name to ``Vocabulary/keywords``.
protocol Keyword: Sendable {
  /// Its name in a schema.
  static var name: String { get }
  /// Where schemas stand in its value.
  static var shape: Shape { get }
  /// Compiles; nil when there is nothing to check, with a finding when its value is wrong.
  init?(_ site: Site, _ compiler: inout Compiler)
  /// Schemas that it applies to the very value it stands at; a cycle of those would never end.
  var sameplace: [SchemaIndex] { get }
  /// How the fast pass decides it; nil where it only adds to what is asked of kind, members and items.
  func lower(_ flat: inout FlatBuilder) -> Operation?
  /// Adds all that is wrong with a value.
  func report(_ node: NodeIndex, _ report: inout Report)
}

extension Keyword {
  static var shape: Shape { .value }
  var sameplace: [SchemaIndex] { [] }
}

/// A keyword that judges a value by itself: right, or one finding at the value.
protocol Assertion: Keyword {
  /// What is wrong with a value that was not accepted.
  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording
  /// Whether a value is right, by the operation of the keyword.
  func holds(_ node: NodeIndex, _ run: Run, _ operation: Operation?) -> Bool
}

extension Assertion {
  func report(_ node: NodeIndex, _ report: inout Report) {
    if !holds(node, report.run, report.operation) { report.add(node) { wording(node, $0) } }
  }

  func holds(_ node: NodeIndex, _ run: Run, _ operation: Operation?) -> Bool {
    operation.map { run.holds($0, node) } ?? true
  }
}

/// Where schemas stand in the value of a keyword.
enum Shape: Sendable {
  /// Nowhere.
  case value
  /// The value is a schema.
  case schema
  /// The value is a list of schemas.
  case list
  /// The value is a mapping of names to schemas.
  case map
  /// The value is a mapping of names to schemas or lists of names.
  case mapOfSome
}

/// A keyword's place in a schema.
struct Site {
  /// The file.
  let source: Int
  /// The file's tree.
  let document: Document
  /// The schema, a mapping.
  let schema: NodeIndex
  /// The keyword's key.
  let key: NodeIndex
  /// The keyword's value.
  let value: NodeIndex

  /// The place of another keyword of the same schema.
  func sibling(_ name: String) -> Site? {
    document.pair(name, in: schema).map {
      Site(source: source, document: document, schema: schema, key: $0.key, value: $0.value)
    }
  }
}
