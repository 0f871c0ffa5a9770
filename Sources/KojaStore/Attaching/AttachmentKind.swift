internal import KojaModel
internal import KojaPicture
internal import KojaSchema

/// What kind of attachment a file is, by the codes of the schema.
struct AttachmentKind {
  /// The key of an item that holds it.
  let field: Field
  let typing: FieldTyping

  /// What files are where nobody says it: codes that are taken where the schema has them.
  private static let usual = (picture: "photo", document: "document")

  /// What a code is called; the code itself where the schema says nothing.
  func label(_ code: String?) -> Phrase? {
    code.map { code in field.enumValues.first { $0.value.sameBytes(as: code) }?.label ?? Phrase(code) }
  }

  /// The code for a file: as it was typed, by code or label, else the only one, what the schema presets, or what such
  /// files usually are. Throws a usage failure with all codes for one that there is not, and where nobody can know.
  func code(_ typed: String?, for file: NewAttachment) throws(Failure) -> Value {
    if let typed { return try typing.value(typed, for: field, as: field.name) }
    let codes = field.enumValues
    if codes.count == 1 { return .string(codes[0].value) }
    if let preset = field.preset { return preset }
    let usual: String? =
      switch file.form {
      case .jpeg, .png, .otherPicture: Self.usual.picture
      case .pdf: Self.usual.document
      case .other: nil
      }
    if let usual, codes.contains(where: { $0.value.sameBytes(as: usual) }) { return .string(usual) }
    func list(_ language: Language) -> String {
      codes.map { code in code.label.map { "\(code.value) (\($0.short[language]))" } ?? code.value }
        .joined(separator: ", ")
    }
    throw Failure(
      .usage,
      Phrase(
        id: "jenis lampiran `\(file.name)` belum disebut", en: "what kind of attachment `\(file.name)` is is not said"),
      hint: Phrase(id: "tambahkan `--kind`: \(list(.id))", en: "add `--kind`: \(list(.en))"))
  }
}
