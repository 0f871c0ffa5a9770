internal import KojaModel

/// `format`: a text is a date, an e-mail address and the like. Formats that koja does not know are ignored.
///
/// Fails when: formats are asserted and the text is not of the form.
/// Spec: JSON Schema Validation 2020-12, 7.
struct FormatKeyword: Assertion {
  static let name = "format"
  private let format: KnownFormat

  init?(_ site: Site, _ compiler: inout Compiler) {
    guard let name = compiler.text(site), compiler.assertsFormats(at: site), let format = KnownFormat(name: name) else {
      return nil
    }
    self.format = format
  }

  func lower(_ flat: inout FlatBuilder) -> Operation? { Operation(.format, Int(format.rawValue)) }

  func wording(_ node: NodeIndex, _ scene: Scene) -> Wording {
    let (name, value, words) = (scene.name(node), scene.shown(node), format.type.words)
    return Wording(
      Phrase(
        id: "\(name.id) harus \(words.id), bukan \(value.id)", en: "\(name.en) must be \(words.en), not \(value.en)"),
      details: [Phrase(id: "contoh: \(format.type.example)", en: "example: \(format.type.example)")])
  }
}
