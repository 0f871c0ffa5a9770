internal import KojaModel

/// `dependencies`: where a key is, these keys are, too, or the whole mapping satisfies the key's schema.
///
/// The older form of `dependentRequired` and `dependentSchemas`, which the metaschema of 2020-12 keeps.
/// Fails when: one of the keys is missing, or the schema does not hold; the findings are those of the two.
/// Spec: JSON Schema Validation draft-07, 6.5.7.
struct Dependencies: Keyword {
  static let name = "dependencies"
  static let shape = Shape.mapOfSome
  private let keys: DependentRequired
  private let schemas: DependentSchemas

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard site.document.kind(site.value) == .mapping else {
      compiler.wrong(
        site,
        Phrase(id: "pasangan kunci dan skema atau daftar kunci", en: "a mapping of keys to schemas or lists of keys")
      )
      return nil
    }
    var keys: [(key: String, needed: [String])] = []
    var schemas: [(key: String, schema: SchemaIndex)] = []
    for (key, value) in site.document.pairs(site.value) {
      let name = site.document.text(key) ?? ""
      if site.document.kind(value) != .sequence {
        schemas.append((name, compiler.subschema(site, value)))
      } else if let needed = compiler.texts(site, at: value) {
        keys.append((name, needed))
      }
    }
    self.keys = DependentRequired(rules: keys)
    self.schemas = DependentSchemas(rules: schemas)
  }

  var sameplace: [SchemaIndex] { schemas.sameplace }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    Operation(.schemasOfKeys, schemas.list(&flat), keys.list(&flat) + 1)
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    keys.report(node, &report)
    schemas.report(node, &report)
  }
}
