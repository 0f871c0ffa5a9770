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
    guard !unknown.isEmpty else { return }
    let missing = zip(known.names, absent).filter(\.1).map(\.0)
    // Two keys cannot both be the one that is missing.
    var rivals: [Key: Int] = [:]
    for key in unknown.prefix(Report.limit) {
      if let meant = meant(by: key, missing: missing, report.run) { report.excuse(meant, in: node) }
      if let only = only(for: key, missing, report.run) { rivals[Key(only), default: 0] += 1 }
    }
    let free = missing.filter { rivals[Key($0)] == 1 }
    for key in unknown { report.add(key) { wording(key, missing: missing, free: free, $0) } }
  }

  private func isAdditional(_ key: NodeIndex, _ run: Run) -> Bool {
    run.document.withText(key) { text in
      known.symbol(of: text) == SymbolTable.unknown && !patterns.contains { $0.matches(text) }
    }
  }

  /// Says that a key is unknown; it may stand for one that is `missing`, and be renamed to one that is `free`.
  private func wording(_ key: NodeIndex, missing: [String], free: [String], _ scene: Scene) -> Wording {
    let meant = meant(by: key, missing: missing, scene.run)
    let (name, listed) = (scene.keyName(key), choices(known.names, scene.run).listed)
    return Wording(
      Phrase(id: "kunci \(name.id) tidak dikenal", en: "unknown key \(name.en)"),
      hint: meant.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") },
      details: known.names.isEmpty || meant != nil
        ? [] : [Phrase(id: "dikenal: \(listed.id)", en: "known: \(listed.en)")],
      // The value of a misspelt personal field is as personal.
      isHidden: meant.flatMap { annotations($0, scene.run)?.isHidden } ?? false,
      fix: only(for: key, missing, scene.run).flatMap { only in
        free.contains { $0.sameBytes(as: only) } ? Fix.renaming(key, in: scene.document, to: only) : nil
      })
  }

  /// The missing key that an unknown one stands for without a doubt.
  private func only(for key: NodeIndex, _ missing: [String], _ run: Run) -> String? {
    choices(missing, run).only(for: run.document.text(key) ?? "")
  }

  /// The key that an unknown one most likely stands for.
  private func meant(by key: NodeIndex, missing: [String], _ run: Run) -> String? {
    choices(missing, run).meant(by: run.document.text(key) ?? "")
  }

  private func choices(_ names: [String], _ run: Run) -> Choices {
    Choices(all: names.map { ($0, annotations($0, run)?.label) })
  }

  private func annotations(_ name: String, _ run: Run) -> Annotations? {
    schemas[Key(name)].map { run.program.schemas[$0].annotations }
  }
}
