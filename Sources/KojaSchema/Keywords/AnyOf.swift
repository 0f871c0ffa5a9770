internal import KojaModel

/// `anyOf`: the value satisfies one of these, or several.
///
/// Fails when: none is satisfied; the findings are those of the one that was evidently meant, see ``Branches``.
/// Spec: JSON Schema Core 2020-12, 10.2.1.2.
struct AnyOf: Keyword {
  static let name = "anyOf"
  static let shape = Shape.list
  let sameplace: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let schemas = compiler.list(site) else { return nil }
    sameplace = schemas
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.any, flat.list(sameplace)) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    let branches = Branches(node, sameplace, &report)
    if branches.isNoneRight {
      branches.explain(&report)
    } else {
      branches.takeRight(&report)
    }
  }
}
