internal import KojaModel

/// `minItems`: a list has at least so many items.
///
/// Fails when: there are fewer.
/// Spec: JSON Schema Validation 2020-12, 6.4.2.
struct MinItems: CountBound {
  static let name = "minItems"
  static let code = Operation.Code.minItems
  static let isLeast = true
  static let things = (id: "butir", one: "item", many: "items")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.count(node, .sequence) }
}

/// `maxItems`: a list has at most so many items.
///
/// Fails when: there are more.
/// Spec: JSON Schema Validation 2020-12, 6.4.1.
struct MaxItems: CountBound {
  static let name = "maxItems"
  static let code = Operation.Code.maxItems
  static let isLeast = false
  static let things = (id: "butir", one: "item", many: "items")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.count(node, .sequence) }
}

extension Run {
  /// Items or pairs of a collection; nil for every other kind.
  func count(_ node: NodeIndex, _ wanted: NodeKind) -> Int? {
    kind(node) == wanted ? Int(document.nodes[node].count) : nil
  }
}
