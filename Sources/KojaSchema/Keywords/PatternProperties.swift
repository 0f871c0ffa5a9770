internal import KojaModel

/// `patternProperties`: the values under keys that match a pattern satisfy its schema.
///
/// Fails when: one of the values does not; the findings are those of the values. And where a pattern takes too much work
/// for a key.
/// Spec: JSON Schema Core 2020-12, 10.3.2.2.
struct PatternProperties: Keyword {
  static let name = "patternProperties"
  static let shape = Shape.map
  private let rules: [(pattern: Pattern, schema: SchemaIndex)]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let map = compiler.map(site) else { return nil }
    rules = map.compactMap { name, key, schema in
      compiler.pattern(site, name, at: key).map { ($0, schema) }
    }
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.patterns = rules
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, value) in Members(report.run.document, node) {
      for rule in rules {
        switch report.run.document.withText(key, { rule.pattern.verdict($0) }) {
        case .found: report.check(value, rule.schema)
        case .absent: break
        case .tooCostly: PatternKeyword.reportCost(of: rule.pattern, key, &report)
        }
      }
    }
  }
}
