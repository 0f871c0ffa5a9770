internal import KojaModel

/// `not`: the value does not satisfy this.
///
/// Fails when: it does, or when that cannot be told.
/// Spec: JSON Schema Core 2020-12, 10.2.1.4.
struct Not: Assertion {
  static let name = "not"
  static let shape = Shape.schema
  private let schema: SchemaIndex

  init?(_ site: Site, _ compiler: inout Compiler) { schema = compiler.subschema(site, site.value) }

  var sameplace: [SchemaIndex] { [schema] }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.not, schema) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    let wasSure = report.run.limits.trouble == nil
    guard !holds(node, report.run, report.operation) else { return }
    if wasSure, report.run.limits.trouble == .pattern {
      report.add(node, as: "too-complex") { scene in
        let name = scene.name(node)
        return Wording(
          Phrase(
            id: "\(name.id) tidak dapat diperiksa: sebuah pola skema terlalu berat untuknya",
            en: "\(name.en) cannot be checked: a pattern of its schema takes too much work for it"),
          hint: PatternKeyword.simplify)
      }
    } else {
      report.add(node) { wording(node, $0) }
    }
  }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, what) = (scene.name(node), scene.run.program.title(schema))
    return Wording(
      Phrase(id: "\(name.id) tidak boleh cocok dengan \(what.id)", en: "\(name.en) must not fit \(what.en)"))
  }
}
