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
    return Wording(
      Phrase(
        id: "\(name.id) tidak boleh berisi \(value.id): bentuknya tidak cocok",
        en: "\(name.en) cannot be \(value.en): its form does not fit"),
      hint: pattern.form.map { Phrase(id: "bentuknya: \($0.id)", en: "its form: \($0.en)") },
      details: [Phrase(id: "bentuk: `\(pattern.source)`", en: "form: `\(pattern.source)`")])
  }
}
