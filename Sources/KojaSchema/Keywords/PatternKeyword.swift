internal import KojaModel

/// `pattern`: the regular expression is found somewhere in the text.
///
/// Fails when: it is not found.
/// Spec: JSON Schema Validation 2020-12, 6.3.3.
struct PatternKeyword: Assertion {
  static let name = "pattern"
  private let pattern: Pattern

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let source = compiler.text(site), let pattern = compiler.pattern(site, source, at: site.value) else {
      return nil
    }
    self.pattern = pattern
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.pattern, flat.pattern(pattern)) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, value) = (scene.name(node), scene.shown(node))
    if !pattern.isAutomatic, scene.run.document.withText(node, { pattern.verdict($0) }) == .tooCostly {
      return Self.tooCostly(node, pattern, scene)
    }
    return Wording(
      Phrase(
        id: "\(name.id) tidak boleh berisi \(value.id): bentuknya tidak cocok",
        en: "\(name.en) cannot be \(value.en): its form does not fit"),
      hint: pattern.form(besides: scene.isHidden(node) ? nil : scene.document.string(node)).map {
        Phrase(id: "bentuknya: \($0.id)", en: "its form: \($0.en)")
      },
      details: [Phrase(id: "bentuk: `\(pattern.source)`", en: "form: `\(pattern.source)`")])
  }

  /// The way out of a pattern that takes too much work.
  static let simplify = Phrase(
    id: "sederhanakan polanya di skema: tanpa pengulangan di dalam pengulangan",
    en: "simplify the pattern in the schema: no repetition inside a repetition")

  /// Adds that a pattern takes too much work for a key, under the name of this keyword.
  static func reportCost(of pattern: Pattern, _ key: NodeIndex, _ report: inout Report) {
    report.add(key, as: name) { tooCostly(key, pattern, $0) }
  }

  /// Says that a pattern takes too much work for a text or a key.
  private static func tooCostly(_ node: NodeIndex, _ pattern: Pattern, _ scene: Scene) -> Wording {
    let name = scene.name(node)
    return Wording(
      Phrase(
        id: "\(name.id) tidak dapat diperiksa: polanya terlalu berat untuk teks ini",
        en: "\(name.en) cannot be checked: its pattern takes too much work for this text"),
      hint: simplify,
      details: [Phrase(id: "pola: `\(pattern.source)`", en: "pattern: `\(pattern.source)`")])
  }
}
