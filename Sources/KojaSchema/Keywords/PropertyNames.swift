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

  func accepts(_ node: NodeIndex, _ run: Run) -> Bool {
    var names = run
    for (key, _) in Members(run.document, node) {
      names.name = key
      if !names.accepts(key, schema) { return false }
    }
    return true
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, _) in Members(report.run.document, node) { report.checkName(key, schema) }
  }
}
