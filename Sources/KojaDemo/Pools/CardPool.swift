internal import KojaCivic
internal import KojaModel

/// What `pools.yaml` says about one scorecard that grades records.
struct CardPool {
  /// A measure and the values that it may have.
  struct Measure {
    let name: String
    let range: ClosedRange<Int>
    let decimals: Int
    let chance: Int
  }

  /// The card's name.
  let card: String
  /// The field whose day says which version of the card grades.
  let day: String?
  /// The records that it grades.
  let when: Guard
  let measures: [Measure]

  /// Reads a pool that has passed its meta-schema.
  init(_ node: NodeIndex, in document: Document) {
    func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
    func integer(_ key: String, _ node: NodeIndex) -> Int? {
      document.value(key, in: node).flatMap { document.integer($0) }
    }
    card = text("card") ?? ""
    day = text("day")
    when = Guard(document.value("when", in: node), in: document)
    measures = (document.value("values", in: node).map { document.pairs($0) } ?? []).compactMap { key, node in
      guard let range = Pools.range(node, in: document) else { return nil }
      return Measure(
        name: document.text(key) ?? "", range: range, decimals: integer("decimals", node) ?? 0,
        chance: integer("chance", node) ?? 100)
    }
  }
}
