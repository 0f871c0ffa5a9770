internal import KojaModel

/// `contains` with `minContains` (1 unless said) and `maxContains`: so many items satisfy it.
///
/// Fails when: fewer or more items do.
/// Spec: JSON Schema Core 2020-12, 10.3.1.3; Validation 2020-12, 6.4.4 and 6.4.5.
struct Contains: Assertion {
  static let name = "contains"
  static let shape = Shape.schema
  private let schema: SchemaIndex
  private let least: Int
  private let most: Int?

  init?(_ site: Site, _ compiler: inout Compiler) {
    schema = compiler.subschema(site, site.value)
    least = site.sibling("minContains").flatMap { compiler.count($0) } ?? 1
    most = site.sibling("maxContains").flatMap { compiler.count($0) }
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.contains, schema, least, most ?? Int(UInt32.max)) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, what) = (scene.name(node), scene.run.program.title(schema))
    let count = scene.run.matches(node, schema)
    let (bound, limit) =
      count < least
      ? (Phrase(id: "paling sedikit", en: "at least"), least)
      : (Phrase(id: "paling banyak", en: "at most"), most ?? count)
    let items = limit == 1 ? "item that fits" : "items that fit"
    return Wording(
      Phrase(
        id: "\(name.id) harus memuat \(bound.id) \(limit) butir yang cocok dengan \(what.id), bukan \(count)",
        en: "\(name.en) must have \(bound.en) \(limit) \(items) \(what.en), not \(count)"))
  }
}
