internal import KojaModel

/// `if` with `then` and `else`: which of the two the value has to satisfy.
///
/// Fails when: the chosen one is not satisfied; the findings are those of that one, `if` itself never gives any.
/// Spec: JSON Schema Core 2020-12, 10.2.2.1 to 10.2.2.3.
struct If: Keyword {
  static let name = "if"
  static let shape = Shape.schema
  private let condition: SchemaIndex
  private let then: SchemaIndex?
  private let otherwise: SchemaIndex?

  init?(_ site: Site, _ compiler: inout Compiler) {
    condition = compiler.subschema(site, site.value)
    then = site.sibling("then").map { compiler.subschema($0, $0.value) }
    otherwise = site.sibling("else").map { compiler.subschema($0, $0.value) }
  }

  var sameplace: [SchemaIndex] { [condition] + [then, otherwise].compactMap(\.self) }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    Operation(.choose, condition, then.map { $0 + 1 } ?? 0, otherwise.map { $0 + 1 } ?? 0)
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    if let schema = report.run.accepts(node, condition) ? then : otherwise { report.check(node, schema) }
  }
}
