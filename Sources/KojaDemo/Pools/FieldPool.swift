internal import KojaCivic
internal import KojaModel

/// What `pools.yaml` says about one field; the keys are explained in its meta-schema.
struct FieldPool {
  let chance: Int?
  let value: Value?
  let texts: [TextTemplate]
  let by: String?
  let cases: [(value: String, texts: [TextTemplate])]
  let weights: [(value: String, weight: Int)]
  let conditions: [(field: String, values: [String])]
  let has: [String]
  let match: [(field: String, own: String)]
  let copy: String?
  let collections: [String]
  let between: (low: String, high: String, decimals: Int)?
  let days: ClosedRange<Int>?
  let number: ClosedRange<Int>?
  let count: ClosedRange<Int>?

  /// Reads a pool that has passed its meta-schema.
  init(_ node: NodeIndex, in document: Document) {
    func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
    func pairs(_ key: String) -> [(key: String, node: NodeIndex)] {
      (document.value(key, in: node).map { document.pairs($0) } ?? []).map { (document.text($0.key) ?? "", $0.value) }
    }
    chance = document.value("chance", in: node).flatMap { document.integer($0) }
    value = document.value("value", in: node).map { document.value(of: $0) }
    texts = document.texts(document.value("texts", in: node)).map { TextTemplate($0) }
    by = text("by")
    cases = pairs("cases").map { ($0.key, document.texts($0.node).map { TextTemplate($0) }) }
    weights = pairs("weights").map { ($0.key, document.integer($0.node) ?? 0) }
    conditions = pairs("where").map { ($0.key, document.texts($0.node)) }
    has = document.texts(document.value("has", in: node))
    match = pairs("match").map { ($0.key, document.text($0.node) ?? "") }
    copy = text("copy")
    collections = document.texts(document.value("collections", in: node))
    between = document.value("between", in: node).flatMap { node in
      guard let low = document.value("low", in: node).flatMap({ document.text($0) }),
        let high = document.value("high", in: node).flatMap({ document.text($0) })
      else { return nil }
      return (low, high, document.value("decimals", in: node).flatMap { document.integer($0) } ?? 0)
    }
    days = document.value("days", in: node).flatMap { Pools.range($0, in: document) }
    number = document.value("number", in: node).flatMap { Pools.range($0, in: document) }
    count = document.value("count", in: node).flatMap { Pools.range($0, in: document) }
  }

  /// The texts that fit the value of the field that tells them apart.
  func texts(for value: String?) -> [TextTemplate] {
    guard !cases.isEmpty else { return texts }
    let fitting = cases.first { $0.value.sameBytes(as: value ?? "*") } ?? cases.first { $0.value == "*" }
    return fitting?.texts ?? texts
  }

  /// How heavy a choice is: 10 each without weights, 1 where only others have one.
  func weight(_ value: String) -> Int {
    weights.isEmpty ? 10 : weights.first { $0.value.sameBytes(as: value) }?.weight ?? 1
  }
}
