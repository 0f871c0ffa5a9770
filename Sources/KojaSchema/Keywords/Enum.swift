internal import KojaModel

/// `enum`: the value is one of these.
///
/// Fails when: it equals none of them. The hint knows labels, too: `selesai` may have meant `resolved`.
/// Spec: JSON Schema Validation 2020-12, 6.1.2.
struct EnumKeyword: Assertion {
  static let name = "enum"
  private let document: Document
  private let texts: SymbolTable
  private let items: [NodeIndex]
  private let choices: Choices

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard site.document.kind(site.value) == .sequence else {
      compiler.wrong(site, Phrase(id: "daftar nilai", en: "a list of values"))
      return nil
    }
    let document = site.document
    let items = document.items(site.value)
    let labels = compiler.labels(at: site)
    self.document = document
    texts = SymbolTable(items.compactMap { document.string($0) })
    self.items = items
    choices = Choices(
      all: items.map { item in
        let text = document.text(item) ?? document.value(of: item).json()
        return .init(value: text, label: labels[Key(text)], isText: document.kind(item) == .string)
      })
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { flat.oneOf(items, in: document) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording { Self.wording(node, scene, choices, texts.names) }

  /// Says that a value is none of the choices.
  static func wording(_ node: NodeIndex, _ scene: Scene, _ choices: Choices, _ texts: [String]) -> Wording {
    let (name, value) = (scene.name(node), scene.shown(node))
    let isText = scene.run.kind(node) == .string
    let list = choices.listed(quotes: !isText)
    var (hint, fix): (Phrase?, Fix?)
    if !scene.isHidden(node), let text = scene.document.text(node) {
      if !isText, texts.contains(where: { $0.sameBytes(as: text) }) {
        let quoted = Scene.quoted(text)
        hint = Phrase(id: "tulis `\(quoted)` dengan tanda kutip", en: "write `\(quoted)` with quotes")
        fix = Fix.quoting(node, in: scene.document)
      } else if isText, choices.all.contains(where: { !$0.isText && $0.value.sameBytes(as: text) }) {
        hint = Phrase(id: "tulis `\(text)` tanpa tanda kutip", en: "write `\(text)` without quotes")
      } else if isText {
        // Numbers that look alike are not near each other.
        hint = choices.hint(for: text)
        fix = choices.only(for: text).flatMap { meant in
          texts.contains { $0.sameBytes(as: meant) } ? Fix.renaming(node, in: scene.document, to: meant) : nil
        }
      }
    }
    return Wording(
      Phrase(id: "\(name.id) tidak boleh berisi \(value.id)", en: "\(name.en) cannot be \(value.en)"), hint: hint,
      details: [Phrase(id: "boleh: \(list.id)", en: "allowed: \(list.en)")], fix: fix)
  }
}
