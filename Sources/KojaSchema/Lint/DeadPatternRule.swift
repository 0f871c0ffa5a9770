internal import KojaModel

/// A regular expression that no text fits: something must stand before its `^` or behind its `$`, or a `[]` must be
/// filled. Finding: `schema/dead-pattern`. Exact for all that an automaton decides; nothing is said of the others.
struct DeadPatternRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    let patterns = [schema.value(PatternKeyword.name)].compactMap { $0 } + schema.keys(PatternProperties.name)
    return patterns.compactMap { node in
      guard let text = schema.document.string(node), let pattern = try? Pattern(text),
        pattern.automaton?.fitsNothing ?? false
      else { return nil }
      let isAnchored = text.contains("^") || text.contains("$")
      return schema.finding(
        "schema/dead-pattern", at: node,
        isAnchored
          ? Phrase(
            id: "tidak ada teks yang cocok: ada tanda sebelum `^` atau sesudah `$`",
            en: "no text fits: something stands before `^` or behind `$`")
          : Phrase(id: "tidak ada teks yang cocok", en: "no text fits"),
        hint: isAnchored
          ? Phrase(id: "untuk tanda itu sendiri tulis `\\^` atau `\\$`", en: "for the sign itself write `\\^` or `\\$`")
          : Phrase(
            id: "`[]` dan `(?!)` tidak cocok dengan apa pun; untuk nilai yang tidak boleh ada tulis `false`",
            en: "`[]` and `(?!)` fit nothing; for a value that may never be, write `false`"))
    }
  }
}
