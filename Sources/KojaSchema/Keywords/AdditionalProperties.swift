internal import KojaModel

/// `additionalProperties`: the values under all keys that `properties` and `patternProperties` do not know satisfy it.
///
/// Fails when: it is false and there is such a key (one finding for each, at the key), or a value does not satisfy it.
/// Spec: JSON Schema Core 2020-12, 10.3.2.3.
struct AdditionalProperties: Keyword {
  static let name = "additionalProperties"
  static let shape = Shape.schema
  private let known: KeyTable
  private let schemas: [Key: SchemaIndex]
  private let patterns: [Pattern]
  private let schema: SchemaIndex
  private let isFalse: Bool

  init?(_ site: Site, _ compiler: inout Compiler) {
    let document = site.document
    func keys(_ name: String) -> [String] {
      site.sibling(name).map { document.pairs($0.value).map { document.text($0.key) ?? "" } } ?? []
    }
    known = KeyTable(keys(Properties.name))
    schemas = compiler.properties(beside: site)
    // A pattern that cannot be read is the finding of `patternProperties`.
    patterns = keys(PatternProperties.name).compactMap { try? Pattern($0) }
    schema = compiler.subschema(site, site.value)
    isFalse = document.boolean(site.value) == false
  }

  func accepts(_ node: NodeIndex, _ run: Run) -> Bool {
    for (key, value) in Members(run.document, node) where isAdditional(key, run) {
      if isFalse || !run.accepts(value, schema) { return false }
    }
    return true
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, value) in Members(report.run.document, node) where isAdditional(key, report.run) {
      guard isFalse else {
        report.check(value, schema)
        continue
      }
      report.add(key) { wording(key, node, $0) }
    }
  }

  private func isAdditional(_ key: NodeIndex, _ run: Run) -> Bool {
    run.document.withText(key) { text in
      known.index(of: text) == nil && !patterns.contains { $0.matches(text) }
    }
  }

  private func wording(_ key: NodeIndex, _ node: NodeIndex, _ scene: Scene) -> Wording {
    let annotations = schemas.mapValues { scene.run.program.schemas[$0].annotations }
    let all = Choices(all: known.keys.map { ($0, annotations[Key($0)]?.label) })
    let absent = Choices(all: all.all.filter { scene.document.pair($0.value, in: node) == nil })
    let typed = scene.document.text(key) ?? ""
    let meant = absent.meant(by: typed)
    let name = scene.keyName(key)
    return Wording(
      Phrase(id: "kunci \(name.id) tidak dikenal", en: "unknown key \(name.en)"), hint: absent.hint(for: typed),
      details: known.keys.isEmpty || meant != nil
        ? [] : [Phrase(id: "dikenal: \(all.listed.id)", en: "known: \(all.listed.en)")],
      // The value of a misspelt personal field is as personal.
      isHidden: meant.flatMap { annotations[Key($0)]?.isHidden } ?? false)
  }
}
