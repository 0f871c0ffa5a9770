internal import KojaModel

/// `properties`: the values under these keys satisfy their schemas.
///
/// Fails when: one of the values does not; the findings are those of the values.
/// Spec: JSON Schema Core 2020-12, 10.3.2.1.
struct Properties: Keyword {
  static let name = "properties"
  static let shape = Shape.map
  private let table: KeyTable
  private let schemas: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let map = compiler.map(site) else { return nil }
    table = KeyTable(map.map(\.name))
    schemas = map.map(\.schema)
  }

  func accepts(_ node: NodeIndex, _ run: Run) -> Bool {
    for (key, value) in Members(run.document, node) {
      if let schema = schema(key, run), !run.accepts(value, schema) { return false }
    }
    return true
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, value) in Members(report.run.document, node) {
      if let schema = schema(key, report.run) { report.check(value, schema) }
    }
  }

  private func schema(_ key: NodeIndex, _ run: Run) -> SchemaIndex? {
    run.document.withText(key) { table.index(of: $0) }.map { schemas[$0] }
  }
}
