internal import KojaModel

/// An `enum` without a choice, or with one twice. Findings: `schema/empty-enum`, `schema/duplicate-choice`.
struct EnumRule: LintRule {
  /// In longer lists nobody looks for doubles by hand, and comparing all with all would take too long.
  private static let most = 500

  func findings(_ schema: LintedSchema) -> [Finding] {
    let document = schema.document
    guard let list = schema.value(EnumKeyword.name), document.kind(list) == .sequence else { return [] }
    let items = document.items(list)
    guard !items.isEmpty else {
      return [
        schema.finding(
          "schema/empty-enum", at: list,
          Phrase(id: "tidak ada nilai yang cocok: `enum` kosong", en: "no value fits: the `enum` is empty"),
          hint: Phrase(id: "tulis pilihannya, atau hapus `enum`", en: "write the choices, or remove the `enum`"))
      ]
    }
    guard items.count <= Self.most else { return [] }
    var seen: [NodeIndex] = []
    return items.compactMap { item in
      guard let first = seen.first(where: { document.isEqual($0, to: item, in: document) }) else {
        seen.append(item)
        return nil
      }
      let value = schema.spelling(item)
      var finding = schema.finding(
        "schema/duplicate-choice", .warning, at: item,
        Phrase(id: "pilihan `\(value)` ada dua kali", en: "the choice `\(value)` is there twice"),
        hint: Phrase(id: "hapus salah satunya", en: "remove one of them"))
      finding.related = [
        Finding.Related(
          Phrase(id: "yang pertama", en: "the first"), at: document.place(first, in: schema.source.uri))
      ]
      return finding
    }
  }
}
