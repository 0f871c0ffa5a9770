internal import KojaModel

/// A choice without a name for people, or a name for a choice that does not exist. Findings: `schema/enum-label`.
///
/// Only where people choose: not in conditions and alternatives, which repeat values of the schema beside them, and not
/// for `status`, whose labels stand in the workflow.
struct EnumLabelRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] { missing(schema) + stray(schema) }

  private func missing(_ schema: LintedSchema) -> [Finding] {
    guard schema.wantsLabels, !schema.isCondition else { return [] }
    let trail = schema.document.trail(to: schema.node).compactMap { step in
      step.key.flatMap { schema.document.text($0) }
    }
    guard trail != ["properties", "status"] else { return [] }
    let labels = Set(schema.keys("x-enum-labels").compactMap { schema.document.text($0) }.map { Key($0) })
    let given = Set(schema.schemas.enumLabels(schema.path).keys.map { Key($0) })
    let values = schema.items(EnumKeyword.name).filter { value in
      guard let text = schema.document.string(value) else { return false }
      return !labels.contains(Key(text)) && !given.contains(Key(text))
    }
    // A list that borrows its labels must agree with the other one, which is told by whoever lends them.
    guard let first = values.first, given.isEmpty else { return [] }
    let names =
      values.prefix(5).map { "`\(schema.spelling($0))`" }.joined(separator: ", ")
      + (values.count > 5 ? ", …" : "")
    return [
      schema.finding(
        "schema/enum-label", .warning, at: first,
        Phrase(id: "pilihan tanpa sebutan: \(names)", en: "choices without a label: \(names)"),
        hint: Phrase(
          id: "tulis `{id: …, en: …}` untuk masing-masing dalam `x-enum-labels`",
          en: "write `{id: …, en: …}` for each in `x-enum-labels`"))
    ]
  }

  private func stray(_ schema: LintedSchema) -> [Finding] {
    guard schema.value(EnumKeyword.name) != nil else { return [] }
    let values = schema.items(EnumKeyword.name).compactMap { schema.document.text($0) }
    return schema.keys("x-enum-labels").compactMap { key in
      guard let name = schema.document.text(key), !values.contains(where: { $0.sameBytes(as: name) }) else {
        return nil
      }
      return schema.finding(
        "schema/enum-label", .warning, at: key,
        Phrase(id: "`enum` tidak punya pilihan `\(name)`", en: "the `enum` has no choice `\(name)`"),
        hint: Suggestion.nearest(to: name, among: values).map { Suggestion.question($0) })
    }
  }
}
