internal import KojaModel

/// A `const` that its own `enum` does not have. Finding: `schema/const-outside-enum`.
struct ConstRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    guard let const = schema.value(ConstKeyword.name), let list = schema.value(EnumKeyword.name),
      schema.document.kind(list) == .sequence,
      !schema.items(EnumKeyword.name).contains(where: { schema.document.isEqual($0, to: const, in: schema.document) })
    else { return [] }
    let value = schema.spelling(const)
    return [
      schema.finding(
        "schema/const-outside-enum", at: const,
        Phrase(
          id: "tidak ada nilai yang cocok: `const` `\(value)` tidak ada dalam `enum`",
          en: "no value fits: the `const` `\(value)` is not in the `enum`"),
        hint: Suggestion.nearest(
          to: value, among: schema.items(EnumKeyword.name).compactMap { schema.document.text($0) }
        )
        .map { Suggestion.question($0) })
    ]
  }
}
