internal import KojaModel

/// `type`: the value is of one of these kinds. `1.0` is an integer; `.inf` and `.nan` are of no kind.
///
/// Fails when: the value is of another kind. Then no other finding is given for the value.
/// Spec: JSON Schema Validation 2020-12, 6.1.1.
struct TypeKeyword: Assertion {
  static let name = "type"
  /// The kinds that are allowed.
  let kinds: Kinds

  init?(_ site: Site, _ compiler: inout Compiler) {
    let document = site.document
    let nodes = document.kind(site.value) == .sequence ? document.items(site.value) : [site.value]
    var kinds: Kinds = []
    for node in nodes {
      guard let kind = document.string(node).flatMap({ Kinds($0) }) else {
        let list = Kinds.names.map(\.name).joined(separator: ", ")
        let typed = document.text(node) ?? ""
        let near = Suggestion.nearest(to: typed, among: Kinds.names.map(\.name))
        compiler.wrong(
          site, Phrase(id: "jenis (\(list)) atau daftarnya", en: "a kind (\(list)) or a list of kinds"), at: node,
          hint: near.map { Suggestion.question($0) })
        return nil
      }
      kinds.insert(kind)
    }
    self.kinds = kinds
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? {
    flat.kinds = kinds.nodes
    return nil
  }

  func holds(_ node: NodeIndex, _ run: Run, _ operation: Operation?) -> Bool {
    !kinds.isDisjoint(with: Kinds(of: node, run))
  }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, wanted) = (scene.name(node), kinds.words)
    let facts = scene.document.nodes[node]
    // "A whole number, not a number" would not help: there the number itself is said (1.5, .inf).
    let found =
      Kinds(facts.kind) == .number && !kinds.isDisjoint(with: [.integer, .number])
      ? scene.shown(node) : Kinds(facts.kind).words
    let isPlain = facts.style == .plain && ![.string, .mapping, .sequence].contains(facts.kind)
    guard isPlain, kinds.contains(.string) else {
      let colon = gluedColon(node, scene)
      return Wording(
        Phrase(
          id: "\(name.id) harus \(wanted.id), bukan \(found.id)", en: "\(name.en) must be \(wanted.en), not \(found.en)"
        ),
        hint: bare(node, scene).map {
          Phrase(id: "tulis `\($0)` tanpa tanda kutip", en: "write `\($0)` without quotes")
        }
          ?? boolean(node, scene).map { Phrase(id: "tulis `\($0)`", en: "write `\($0)`") }
          ?? withPoint(node, scene).map {
            Phrase(id: "dengan titik, bukan koma: `\($0)`", en: "with a point, not a comma: `\($0)`")
          }
          ?? (facts.kind == .null && !scene.isAlias(node)
            ? Phrase(id: "isi nilainya atau hapus barisnya", en: "give it a value or remove the line") : nil)
            ?? colon.map { _ in Phrase(id: "beri spasi sesudah titik dua", en: "put a space behind the colon") },
        fix: colon.map { .replace($0..<$0, with: " ") }
          ?? (bare(node, scene) ?? boolean(node, scene)).map { .replace(scene.document.range(node), with: $0) })
    }
    guard facts.kind != .null, let text = scene.document.text(node), !text.isEmpty else {
      return Wording(
        Phrase(id: "\(name.id) harus \(wanted.id), tetapi kosong", en: "\(name.en) must be \(wanted.en), but is empty"),
        hint: Phrase(id: "isi nilainya atau hapus barisnya", en: "give it a value or remove the line"))
    }
    let value = scene.spelling(node).map { Phrase("`\($0)`") } ?? Phrase(id: "nilainya", en: "its value")
    let quoted = scene.spelling(node) == nil || scene.isAlias(node) ? nil : Scene.quoted(Scene.short(text))
    return Wording(
      Phrase(
        id: "\(name.id) harus \(wanted.id); \(value.id) tanpa tanda kutip terbaca sebagai \(found.id)",
        en: "\(name.en) must be \(wanted.en); \(value.en) without quotes reads as \(found.en)"),
      hint: quoted.map { Phrase(id: "tulis `\($0)`", en: "write `\($0)`") }
        ?? (scene.isAlias(node)
          ? Phrase(id: "beri tanda kutip di jangkarnya (`&`)", en: "put it in quotes at its anchor (`&`)")
          : Phrase(id: "beri tanda kutip", en: "put it in quotes")),
      fix: quoted == nil ? nil : Fix.quoting(node, in: scene.document))
  }

  /// Where a space is missing in a text `name:value` that should be a mapping.
  private func gluedColon(_ node: NodeIndex, _ scene: Scene) -> Int? {
    let (range, source) = (scene.document.range(node), scene.document.source)
    guard kinds.contains(.object), !kinds.contains(.string), scene.document.nodes[node].style == .plain,
      scene.document.kind(node) == .string, !scene.isAlias(node), !source[range].contains(0x0A)
    else { return nil }
    let name = source[range].prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
    let colon = name.endIndex
    guard !name.isEmpty, colon + 1 < range.upperBound, source[colon] == UInt8(ascii: ":"),
      source[colon + 1] != UInt8(ascii: "/")
    else { return nil }
    return colon + 1
  }

  /// The number that a text is with a comma where its point should be; whether it was meant so, a person knows.
  private func withPoint(_ node: NodeIndex, _ scene: Scene) -> String? {
    guard kinds.contains(.number), !scene.isHidden(node), !scene.isAlias(node),
      let text = scene.document.string(node), text.utf8.count(where: { $0 == UInt8(ascii: ",") }) == 1
    else { return nil }
    var number = text.replacing(",", with: ".")
    return number.withUTF8 { Number($0) } == nil ? nil : number
  }

  /// The boolean that a text stands for, as people and YAML 1.1 write it.
  private func boolean(_ node: NodeIndex, _ scene: Scene) -> String? {
    guard kinds.contains(.boolean), !scene.isHidden(node), !scene.isAlias(node),
      let value = scene.document.string(node).flatMap({ YesNo.value(of: $0) })
    else { return nil }
    return value ? "true" : "false"
  }

  /// A text that would be right without its quotes.
  private func bare(_ node: NodeIndex, _ scene: Scene) -> String? {
    let style = scene.document.nodes[node].style
    guard !scene.isHidden(node), !scene.isAlias(node), style == .singleQuoted || style == .doubleQuoted,
      let text = scene.document.string(node)
    else { return nil }
    // What reads as a number, but not as the same one everywhere (`03`, `0x3`), is for a person to decide.
    let digits = text.first == "-" ? text.dropFirst() : text[...]
    let isOctal = digits.utf8.count > 1 && digits.first == "0" && digits.dropFirst().first != "."
    var text8 = text
    let number = isOctal ? nil : text8.withUTF8 { Number($0) }
    let isNumber = number.map { kinds.contains(.number) || (kinds.contains(.integer) && $0.isInteger) } ?? false
    guard isNumber || (kinds.contains(.boolean) && ["true", "false"].contains(text)) else { return nil }
    return text
  }
}
