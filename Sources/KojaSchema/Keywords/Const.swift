internal import KojaModel

/// `const`: the value is exactly this.
///
/// Fails when: it is another one.
/// Spec: JSON Schema Validation 2020-12, 6.1.3.
struct ConstKeyword: Assertion {
  static let name = "const"
  private let document: Document
  private let value: NodeIndex

  init?(_ site: Site, _ compiler: inout Compiler) {
    document = site.document
    value = site.value
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { flat.oneOf([value], in: document) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, found, wanted) = (scene.name(node), scene.shown(node), document.value(of: value).json())
    var (hint, fix): (Phrase?, Fix?)
    if !scene.isHidden(node), let text = scene.document.text(node), let only = document.string(value) {
      if scene.run.kind(node) != .string, text.sameBytes(as: only) {
        let quoted = Scene.quoted(text)
        hint = Phrase(id: "tulis `\(quoted)` dengan tanda kutip", en: "write `\(quoted)` with quotes")
        fix = Fix.quoting(node, in: scene.document)
      } else if Suggestion.only(near: text, among: [only]) != nil {
        fix = Fix.renaming(node, in: scene.document, to: only)
      }
    }
    return Wording(
      Phrase(
        id: "\(name.id) harus \(Scene.short(wanted)), bukan \(found.id)",
        en: "\(name.en) must be \(Scene.short(wanted)), not \(found.en)"), hint: hint, fix: fix)
  }
}
