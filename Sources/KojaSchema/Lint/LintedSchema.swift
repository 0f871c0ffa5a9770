internal import KojaModel

/// One schema that is a mapping, as lint rules see it.
struct LintedSchema {
  /// The file that it stands in.
  let source: SchemaSource
  /// Its mapping.
  let node: NodeIndex
  /// All schemas.
  let schemas: SchemaSet
  /// Whether every field, and every value of an `enum` that people choose from, needs a label.
  let wantsLabels: Bool

  /// The file as a tree.
  var document: Document { source.document }

  /// The value of a keyword.
  func value(_ keyword: String) -> NodeIndex? { document.value(keyword, in: node) }

  /// The key of a keyword.
  func key(_ keyword: String) -> NodeIndex? { document.pair(keyword, in: node)?.key }

  /// The items of a keyword whose value is a list.
  func items(_ keyword: String) -> [NodeIndex] { value(keyword).map { document.items($0) } ?? [] }

  /// The keys of a keyword whose value is a mapping.
  func keys(_ keyword: String) -> [NodeIndex] { value(keyword).map { document.pairs($0).map(\.key) } ?? [] }

  /// A number that a keyword has.
  func number(_ keyword: String) -> Number? {
    guard let value = value(keyword), [.integer, .float].contains(document.kind(value)) else { return nil }
    return document.number(value)
  }

  /// The kinds of values that `type` allows; nil where it does not say.
  var types: Set<String>? {
    guard let value = value(TypeKeyword.name) else { return nil }
    let nodes = document.kind(value) == .sequence ? document.items(value) : [value]
    return Set(nodes.compactMap { document.string($0) })
  }

  /// Keywords whose schemas describe no field and no choice, but ask about those beside them.
  private static let conditions: Set<String> = [
    "if", "then", "else", "not", "allOf", "anyOf", "oneOf", "contains", "dependentSchemas", "propertyNames",
  ]

  /// Whether it only asks about what a schema around it describes.
  var isCondition: Bool {
    document.trail(to: node).contains { step in
      step.key.flatMap { document.text($0) }.map { Self.conditions.contains($0) } ?? false
    }
  }

  /// Whether a schema in the file says what its values are called, itself or through `$ref` and `allOf`.
  func hasLabel(_ node: NodeIndex) -> Bool {
    guard let place = schemas.texts.location(source.uri + "#" + document.pointer(to: node)) else { return true }
    return Facets(place, schemas.texts).value("x-label") != nil
  }

  /// `file#/pointer`.
  var path: String { source.uri + "#" + document.pointer(to: node) }

  /// The compiled form.
  var compiled: Schema? { schemas.schema(path) }

  /// A value as a person knows it from the file, on one line and not too long.
  func spelling(_ node: NodeIndex) -> String {
    let text = document.text(node) ?? document.value(of: node).json()
    return text.unicodeScalars.count > 40 ? String(text.unicodeScalars.prefix(40)) + "…" : text
  }

  /// A finding at a node of the file.
  func finding(
    _ code: String, _ severity: Severity = .error, at place: NodeIndex, _ message: Phrase, hint: Phrase? = nil
  ) -> Finding {
    Finding(
      code, severity, at: document.place(place, in: source.uri), message, hint: hint,
      instancePath: document.pointer(to: place))
  }
}
