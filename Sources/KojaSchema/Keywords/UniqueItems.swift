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

  func accepts(_ node: NodeIndex, _ run: Run) -> Bool { doubles(node, run.document, all: false).isEmpty }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (item, first) in doubles(node, report.run.document, all: true) {
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

  private func doubles(_ node: NodeIndex, _ document: Document, all: Bool) -> [(item: NodeIndex, first: Int)] {
    guard document.nodes[node].count > 1 else { return [] }
    var seen: [Int: [(item: NodeIndex, position: Int)]] = [:]
    var found: [(item: NodeIndex, first: Int)] = []
    for (position, item) in Elements(document, node).enumerated() {
      var hasher = Hasher()
      document.hash(item, into: &hasher)
      let hash = hasher.finalize()
      if let first = seen[hash]?.first(where: { document.isEqual(item, to: $0.item, in: document) }) {
        found.append((item, first.position))
        if !all { return found }
      } else {
        seen[hash, default: []].append((item, position))
      }
    }
    return found
  }
}
