internal import KojaModel

/// A value in the schema that the schema itself refuses: a choice that can never be made, a `default` or an example that
/// would be a mistake. Finding: `schema/unfit-value`.
struct SampleRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    let choices = [EnumKeyword.name, "examples"].flatMap { name in schema.items(name).map { (name, $0) } }
    let single = ["default", ConstKeyword.name].compactMap { name in schema.value(name).map { (name, $0) } }
    let values = choices + single
    guard !values.isEmpty, let compiled = schema.compiled else { return [] }
    // Where nothing fits, that is told already.
    let isImpossible = !BoundsRule().findings(schema).isEmpty || !ConstRule().findings(schema).isEmpty
    guard !isImpossible else { return [] }
    return values.compactMap { keyword, node in
      // A default may be a part that is completed elsewhere only where it is a mapping; that, too, must be right.
      guard !compiled.isValid(schema.document, at: node) else { return nil }
      let why = compiled.findings(schema.document, at: node, path: schema.source.uri).first
      let value = schema.spelling(node)
      return schema.finding(
        "schema/unfit-value", .warning, at: node,
        Phrase(
          id: "`\(value)` dalam `\(keyword)` tidak memenuhi skemanya sendiri",
          en: "`\(value)` in `\(keyword)` does not fit its own schema"),
        hint: why.map { Phrase(id: $0.message.id, en: $0.message.en) })
    }
  }
}
