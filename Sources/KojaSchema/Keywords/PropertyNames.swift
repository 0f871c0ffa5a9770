internal import KojaModel

/// `propertyNames`: every key, as a text, satisfies it.
///
/// Fails when: a key does not; the findings stand at the key.
/// Spec: JSON Schema Core 2020-12, 10.3.2.4.
struct PropertyNames: Keyword {
  static let name = "propertyNames"
  static let shape = Shape.schema
  private let schema: SchemaIndex

  init?(_ site: Site, _ compiler: inout Compiler) { schema = compiler.subschema(site, site.value) }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.names, schema) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, _) in Members(report.run.document, node) { report.check(key, schema) }
  }
}
