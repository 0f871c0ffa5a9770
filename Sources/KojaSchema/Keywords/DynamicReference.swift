internal import KojaModel

/// `$dynamicRef`: the value satisfies the schema that the outermost resource on the way here has under this dynamic
/// anchor; where the place it names has no such anchor, that place.
///
/// Fails when: it does not; the findings are those of that schema.
/// Spec: JSON Schema Core 2020-12, 8.2.3.2.
struct DynamicReference: Keyword {
  static let name = "$dynamicRef"
  private let target: SchemaIndex
  /// The name of the dynamic anchor; nil where the reference is an ordinary one.
  private let anchor: String?
  /// Every schema that it may lead to.
  let sameplace: [SchemaIndex]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let reference = compiler.text(site), let target = compiler.target(reference, at: site) else { return nil }
    self.target = target
    anchor = compiler.dynamicAnchor(of: target, named: reference)
    sameplace = [target]
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    guard let anchor else { return Operation(.reference, target) }
    flat.dependsOnTheWay()
    return Operation(.dynamic, target, flat.symbol("#" + anchor))
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    report.check(node, report.operation.map { anchor == nil ? target : report.run.target($0) } ?? target)
  }
}
