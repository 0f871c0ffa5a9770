internal import KojaModel

/// `prefixItems`: the first items satisfy the schemas at their places.
///
/// Fails when: one of them does not; the findings are those of the items.
/// Spec: JSON Schema Core 2020-12, 10.3.1.1.
struct PrefixItems: Keyword {
  static let name = "prefixItems"
  static let shape = Shape.list
  private let schemas: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let schemas = compiler.list(site) else { return nil }
    self.schemas = schemas
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.prefix = schemas
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (item, schema) in zip(Elements(report.run.document, node), schemas) { report.check(item, schema) }
  }
}
