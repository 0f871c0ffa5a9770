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
    for (item, first) in report.run.limits.hashes.doubles(in: node, of: report.run.document, all: true) {
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
