internal import KojaModel

/// `$ref`: the value satisfies the schema that it leads to, beside all other keywords.
///
/// Fails when: it does not; the findings are those of that schema.
/// Spec: JSON Schema Core 2020-12, 8.2.3.1.
struct Reference: Keyword {
  static let name = "$ref"
  private let target: SchemaIndex

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let reference = compiler.text(site), let target = compiler.target(reference, at: site) else { return nil }
    self.target = target
  }

  var sameplace: [SchemaIndex] { [target] }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.reference, target) }

  func report(_ node: NodeIndex, _ report: inout Report) { report.check(node, target) }
}
