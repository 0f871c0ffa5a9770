internal import KojaModel

/// A keyword that checks nothing here: for another `type`, or without its companion. Finding: `schema/dead-keyword`.
struct DeadKeywordRule: LintRule {
  /// Keywords that look at values of some types only.
  private static let types: [(types: Set<String>, keywords: [String])] = [
    (
      ["number", "integer"], ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
    ),
    (["string"], ["minLength", "maxLength", "pattern"]),
    (
      ["array"],
      [
        "items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems",
        "unevaluatedItems",
      ]
    ),
    (
      ["object"],
      [
        "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties",
        "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties",
      ]
    ),
  ]

  private static let known: Set<String> = ["null", "boolean", "integer", "number", "string", "array", "object"]

  /// Keywords that do nothing without another one.
  private static let companions = [
    ("then", "if"), ("else", "if"), ("minContains", "contains"), ("maxContains", "contains"),
  ]

  func findings(_ schema: LintedSchema) -> [Finding] { ofOtherTypes(schema) + alone(schema) }

  private func ofOtherTypes(_ schema: LintedSchema) -> [Finding] {
    guard let types = schema.types, !types.isEmpty, types.isSubset(of: Self.known) else { return [] }
    return Self.types.filter { $0.types.isDisjoint(with: types) }.flatMap { wanted, keywords in
      keywords.compactMap { keyword in
        schema.key(keyword).map { key in
          let (said, needed) = (types.sorted().joined(separator: ", "), wanted.sorted().joined(separator: ", "))
          return schema.finding(
            "schema/dead-keyword", .warning, at: key,
            Phrase(
              id: "`\(keyword)` tidak memeriksa apa pun: `type` di sini \(said)",
              en: "`\(keyword)` checks nothing: the `type` here is \(said)"),
            hint: Phrase(id: "berlaku untuk \(needed)", en: "it is for \(needed)"))
        }
      }
    }
  }

  private func alone(_ schema: LintedSchema) -> [Finding] {
    Self.companions.compactMap { keyword, companion in
      guard let key = schema.key(keyword), schema.key(companion) == nil else { return nil }
      return schema.finding(
        "schema/dead-keyword", .warning, at: key,
        Phrase(
          id: "`\(keyword)` tidak memeriksa apa pun tanpa `\(companion)`",
          en: "`\(keyword)` checks nothing without `\(companion)`"),
        hint: Phrase(id: "tambahkan `\(companion)` di sampingnya", en: "add `\(companion)` beside it"))
    }
  }
}
