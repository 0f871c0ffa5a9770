internal import KojaModel

/// `dependentRequired`: where one key is, these are, too.
///
/// Fails when: one of them is missing; one finding for each, at the key above.
/// Spec: JSON Schema Validation 2020-12, 6.5.4.
struct DependentRequired: Keyword {
  static let name = "dependentRequired"
  private let rules: [(key: String, needed: [String])]

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard site.document.kind(site.value) == .mapping else {
      compiler.wrong(site, Phrase(id: "pasangan kunci dan daftar kunci", en: "a mapping of keys to lists of keys"))
      return nil
    }
    rules = site.document.pairs(site.value).compactMap { key, value in
      compiler.texts(site, at: value).map { (site.document.text(key) ?? "", $0) }
    }
  }

  /// The same from another keyword.
  init(rules: [(key: String, needed: [String])]) { self.rules = rules }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.needs, list(&flat)) }

  /// The list of the operation.
  func list(_ flat: inout FlatBuilder) -> Int {
    let entries = rules.map { rule in [flat.symbol(rule.key), rule.needed.count] + rule.needed.map { flat.symbol($0) } }
    return flat.list(entries.flatMap(\.self))
  }

  func report(_ node: NodeIndex, _ report: inout Report) {
    for (key, needed) in missing(node, report.run) {
      report.add(node, at: .parent, as: Self.name) { scene in
        let name = scene.name(node)
        return Wording(
          Phrase(
            id: "\(name.id) harus memuat `\(needed)`, karena ada `\(key)`",
            en: "\(name.en) must have `\(needed)`, because there is `\(key)`"),
          hint: Phrase(id: "tambahkan `\(needed): …`", en: "add `\(needed): …`"))
      }
    }
  }

  private func missing(_ node: NodeIndex, _ run: Run) -> [(key: String, needed: String)] {
    rules.filter { run.document.pair($0.key, in: node) != nil }.flatMap { rule in
      rule.needed.filter { run.document.pair($0, in: node) == nil }.map { (rule.key, $0) }
    }
  }
}
