internal import KojaModel

/// Bounds between which there is nothing. Finding: `schema/bounds`, at the upper bound.
struct BoundsRule: LintRule {
  /// A lower and an upper bound; whether they may be equal.
  private static let pairs: [(lower: String, upper: String, mayMeet: Bool)] = [
    ("minimum", "maximum", true), ("minimum", "exclusiveMaximum", false), ("exclusiveMinimum", "maximum", false),
    ("exclusiveMinimum", "exclusiveMaximum", false), ("minLength", "maxLength", true), ("minItems", "maxItems", true),
    ("minProperties", "maxProperties", true), ("minContains", "maxContains", true),
  ]

  func findings(_ schema: LintedSchema) -> [Finding] {
    Self.pairs.compactMap { lower, upper, mayMeet in
      guard let low = schema.number(lower), let high = schema.number(upper), high < low || (!mayMeet && high == low),
        let lowNode = schema.value(lower), let highNode = schema.value(upper)
      else { return nil }
      let (least, most) = (schema.spelling(lowNode), schema.spelling(highNode))
      return schema.finding(
        "schema/bounds", at: highNode,
        Phrase(
          id: "tidak ada nilai yang cocok: `\(lower)` \(least), padahal `\(upper)` \(most)",
          en: "no value fits: `\(lower)` is \(least), but `\(upper)` is \(most)"),
        hint: least.sameBytes(as: most) ? nil : Phrase(id: "apakah keduanya tertukar?", en: "are the two swapped?"))
    }
  }
}
