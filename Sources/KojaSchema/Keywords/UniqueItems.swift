internal import KojaModel

/// `uniqueItems`: no two items are equal.
///
/// Fails when: an item equals one before it; one finding for each, at the later one.
/// Spec: JSON Schema Validation 2020-12, 6.4.3.
struct UniqueItems: Keyword {
  static let name = "uniqueItems"

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard compiler.boolean(site) == true else { return nil }
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.unique) }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (item, first) in report.run.document.doubles(in: node, all: true) {
      report.add(item) { scene in
        let (name, value) = (scene.name(item), scene.shown(item))
        return Wording(
          Phrase(
            id: "\(name.id) mengulang butir ke-\(first + 1): \(value.id)",
            en: "\(name.en) repeats item \(first + 1): \(value.en)"),
          hint: Phrase(id: "hapus salah satunya", en: "remove one of them"))
      }
    }
  }
}

extension Document {
  /// Items of a sequence that equal one before them, with the position of that one; the first, or all.
  func doubles(in node: NodeIndex, all: Bool = false) -> [(item: NodeIndex, first: Int)] {
    guard nodes[node].count > 1 else { return [] }
    var seen: [Int: [(item: NodeIndex, position: Int)]] = [:]
    var found: [(item: NodeIndex, first: Int)] = []
    for (position, item) in Elements(self, node).enumerated() {
      var hasher = Hasher()
      hash(item, into: &hasher)
      let hash = hasher.finalize()
      if let first = seen[hash]?.first(where: { isEqual(item, to: $0.item, in: self) }) {
        found.append((item, first.position))
        if !all { return found }
      } else {
        seen[hash, default: []].append((item, position))
      }
    }
    return found
  }
}
