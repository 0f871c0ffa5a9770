internal import KojaModel

/// `minProperties`: a mapping has at least so many keys.
///
/// Fails when: there are fewer.
/// Spec: JSON Schema Validation 2020-12, 6.5.2.
struct MinProperties: CountBound {
  static let name = "minProperties"
  static let code = Operation.Code.minPairs
  static let isLeast = true
  static let things = (id: "kunci", one: "key", many: "keys")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.count(node, .mapping) }
}

/// `maxProperties`: a mapping has at most so many keys.
///
/// Fails when: there are more.
/// Spec: JSON Schema Validation 2020-12, 6.5.1.
struct MaxProperties: CountBound {
  static let name = "maxProperties"
  static let code = Operation.Code.maxPairs
  static let isLeast = false
  static let things = (id: "kunci", one: "key", many: "keys")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.count(node, .mapping) }
}
