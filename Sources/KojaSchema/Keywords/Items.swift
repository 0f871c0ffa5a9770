internal import KojaModel

/// `items`: all items behind those of `prefixItems` satisfy it.
///
/// Fails when: one of them does not; the findings are those of the items.
/// Spec: JSON Schema Core 2020-12, 10.3.1.2.
struct Items: Keyword {
  static let name = "items"
  static let shape = Shape.schema
  private let schema: SchemaIndex
  private let first: Int

  init?(_ site: Site, _ compiler: inout Compiler) {
    schema = compiler.subschema(site, site.value)
    first = site.sibling(PrefixItems.name).map { site.document.items($0.value).count } ?? 0
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.items = schema
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for item in Elements(report.run.document, node).dropFirst(first) { report.check(item, schema) }
  }
}
