internal import KojaModel

/// `$schema` ends with an empty `#`, as in old drafts. Finding: `schema/dialect`.
struct DialectRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    guard let value = schema.value("$schema"), let text = schema.document.string(value), text.hasSuffix("#") else {
      return []
    }
    let right = String(text.dropLast())
    return [
      schema.finding(
        "schema/dialect", .warning, at: value,
        Phrase(
          id: "nama dialek ini berakhir dengan `#`, dan tidak semua alat mengenalinya",
          en: "this name of a dialect ends in `#`, which not every tool knows"),
        hint: Phrase(id: "tulis `\(right)`", en: "write `\(right)`"))
    ]
  }
}
