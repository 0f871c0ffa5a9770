internal import KojaModel

/// A required key that no property declares. Finding: `schema/unknown-field`: an error where the mapping is closed, so
/// that the key may never be there, else a warning.
struct RequiredRule: LintRule {
  /// What may declare keys elsewhere: then nothing is said of an open mapping.
  private static let elsewhere = [
    "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas",
  ]

  func findings(_ schema: LintedSchema) -> [Finding] {
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
