internal import KojaModel

/// `allOf`: the value satisfies all of these.
///
/// Fails when: one is not satisfied; the findings are those of all of them.
/// Spec: JSON Schema Core 2020-12, 10.2.1.1.
struct AllOf: Keyword {
  static let name = "allOf"
  static let shape = Shape.list
  let sameplace: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let schemas = compiler.list(site) else { return nil }
    sameplace = schemas
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.all, flat.list(sameplace)) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for schema in sameplace { report.check(node, schema) }
  }
}
