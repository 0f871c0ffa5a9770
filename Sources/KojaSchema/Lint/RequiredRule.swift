internal import KojaModel

/// A required key that no property declares, or that may never be there. Findings: `schema/unknown-field`, an error where
/// the mapping is closed, else a warning; `schema/forbidden-field`.
struct RequiredRule: LintRule {
  /// What may declare keys elsewhere: then nothing is said of an open mapping.
  private static let elsewhere = [
    "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas",
  ]

  func findings(_ schema: LintedSchema) -> [Finding] { undeclared(schema) + forbidden(schema) }

  private func forbidden(_ schema: LintedSchema) -> [Finding] {
    guard let properties = schema.value(Properties.name) else { return [] }
    return schema.items(Required.name).compactMap { node in
      guard let name = schema.document.text(node), let property = schema.document.value(name, in: properties),
        schema.document.boolean(property) == false
      else { return nil }
      return schema.finding(
        "schema/forbidden-field", at: node,
        Phrase(
          id: "`\(name)` wajib ada, padahal `properties` melarangnya",
          en: "`\(name)` is required, but `properties` forbids it"),
        hint: Phrase(id: "hapus salah satunya", en: "remove one of the two"))
    }
  }

  private func undeclared(_ schema: LintedSchema) -> [Finding] {
    let document = schema.document
    let isClosed = schema.value(AdditionalProperties.name).flatMap { document.boolean($0) } == false
    let isOpen = schema.value(Properties.name) != nil && schema.value(AdditionalProperties.name) == nil
    guard isClosed || (isOpen && !Self.elsewhere.contains { schema.value($0) != nil }) else { return [] }
    let declared = schema.keys(Properties.name).compactMap { document.text($0) }
    let known = Set(declared.map { Key($0) })
    let patterns = schema.keys(PatternProperties.name).compactMap { document.text($0) }.compactMap { try? Pattern($0) }
    return schema.items(Required.name).compactMap { node in
      guard let name = document.text(node), !known.contains(Key(name)),
        !patterns.contains(where: { $0.groups(in: name) != nil })
      else { return nil }
      return schema.finding(
        "schema/unknown-field", isClosed ? .error : .warning, at: node,
        Phrase(
          id: "`\(name)` wajib ada, padahal tidak ada dalam `properties`",
          en: "`\(name)` is required, but it is not among the `properties`"),
        hint: Suggestion.nearest(to: name, among: declared).map { Suggestion.question($0) })
    }
  }
}
