internal import KojaModel

/// `additionalProperties`: the values under all keys that `properties` and `patternProperties` do not know satisfy it.
///
/// Fails when: it is false and there is such a key (one finding for each, at the key), or a value does not satisfy it.
/// Spec: JSON Schema Core 2020-12, 10.3.2.3.
struct AdditionalProperties: Keyword {
  static let name = "additionalProperties"
  static let shape = Shape.schema
  private let known: SymbolTable
  private let schemas: [Key: SchemaIndex]
  private let patterns: [Pattern]
  private let schema: SchemaIndex
  private let isFalse: Bool

  init?(_ site: Site, _ compiler: inout Compiler) {
    let document = site.document
    func keys(_ name: String) -> [String] {
      site.sibling(name).map { document.pairs($0.value).map { document.text($0.key) ?? "" } } ?? []
    }
    known = SymbolTable(keys(Properties.name))
    schemas = compiler.properties(beside: site)
    // A pattern that cannot be read is the finding of `patternProperties`.
    patterns = keys(PatternProperties.name).compactMap { try? Pattern($0) }
    schema = compiler.subschema(site, site.value)
    isFalse = document.boolean(site.value) == false
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.children.additional = schema
    flat.children.isClosed = isFalse
    return nil
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    var unknown: [NodeIndex] = []
    var absent = [Bool](repeating: true, count: known.names.count)
    for (key, value) in Members(report.run.document, node) {
      if isFalse, case let symbol = report.run.document.withText(key, { known.symbol(of: $0) }),
        symbol != SymbolTable.unknown
      {
        absent[Int(symbol) - 1] = false
      } else if isAdditional(key, report.run) {
        if isFalse { unknown.append(key) } else { report.check(value, schema) }
      }
    }
    let missing = zip(known.names, absent).filter(\.1).map(\.0)
    UnknownKeys(known: known.names, missing: missing, schemas: schemas).report(unknown, in: node, &report)
  }

  private func isAdditional(_ key: NodeIndex, _ run: Run) -> Bool {
    run.document.withText(key) { text in
      known.symbol(of: text) == SymbolTable.unknown && !patterns.contains { $0.matches(text) }
    }
  }
}
