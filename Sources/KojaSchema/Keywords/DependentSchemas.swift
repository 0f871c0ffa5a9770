internal import KojaModel

/// `dependentSchemas`: where a key is, the whole mapping satisfies the key's schema.
///
/// Fails when: it does not; the findings are those of the schema.
/// Spec: JSON Schema Core 2020-12, 10.2.2.4.
struct DependentSchemas: Keyword {
  static let name = "dependentSchemas"
  static let shape = Shape.map
  private let rules: [(key: String, schema: SchemaIndex)]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let map = compiler.map(site) else { return nil }
    rules = map.map { ($0.name, $0.schema) }
  }

  /// The same from another keyword.
  init(rules: [(key: String, schema: SchemaIndex)]) { self.rules = rules }

  var sameplace: [SchemaIndex] { rules.map(\.schema) }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.schemasOfKeys, list(&flat)) }

  /// The list of the operation.
  func list(_ flat: inout FlatBuilder) -> Int { flat.list(rules.flatMap { [flat.symbol($0.key), $0.schema] }) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for rule in rules where report.run.document.pair(rule.key, in: node) != nil { report.check(node, rule.schema) }
  }
}
