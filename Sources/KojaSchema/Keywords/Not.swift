internal import KojaModel

/// `not`: the value does not satisfy this.
///
/// Fails when: it does.
/// Spec: JSON Schema Core 2020-12, 10.2.1.4.
struct Not: Assertion {
  static let name = "not"
  static let shape = Shape.schema
  private let schema: SchemaIndex

  init?(_ site: Site, _ compiler: inout Compiler) { schema = compiler.subschema(site, site.value) }

  var sameplace: [SchemaIndex] { [schema] }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.not, schema) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, what) = (scene.name(node), scene.run.program.title(schema))
    return Wording(
      Phrase(id: "\(name.id) tidak boleh cocok dengan \(what.id)", en: "\(name.en) must not fit \(what.en)"))
  }
}
