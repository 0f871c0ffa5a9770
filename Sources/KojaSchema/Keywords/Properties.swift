internal import KojaModel

/// `properties`: the values under these keys satisfy their schemas.
///
/// Fails when: one of the values does not; the findings are those of the values.
/// Spec: JSON Schema Core 2020-12, 10.3.2.1.
struct Properties: Keyword {
  static let name = "properties"
  static let shape = Shape.map
  private let table: SymbolTable
  private let schemas: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let map = compiler.map(site) else { return nil }
    table = SymbolTable(map.map(\.name))
    schemas = map.map(\.schema)
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.properties = zip(table.names, schemas).map { ($0, $1) }
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, value) in Members(report.run.document, node) {
      if let schema = schema(key, report.run) { report.check(value, schema) }
    }
  }

  private func schema(_ key: NodeIndex, _ run: Run) -> SchemaIndex? {
    let symbol = run.document.withText(key) { table.symbol(of: $0) }
    return symbol == SymbolTable.unknown ? nil : schemas[Int(symbol) - 1]
  }
}
