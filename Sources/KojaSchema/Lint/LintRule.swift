package import KojaModel

/// A mistake in schemas that their metaschema cannot see.
///
/// An error only where no value could ever be right; everything else that is surely not meant is a warning. To add one: a
/// file beside this one, and a line in ``LintRules/all``.
protocol LintRule: Sendable {
  /// What is wrong with a schema; not with those inside it, which are looked at in their turn.
  func findings(_ schema: LintedSchema) -> [Finding]
}

/// All rules over schemas.
enum LintRules {
  static let all: [any LintRule] = [
    DialectRule(), BoundsRule(), ConstRule(), DeadKeywordRule(), DeadPatternRule(), EnumRule(), EnumLabelRule(),
    FieldLabelRule(), RequiredRule(), SampleRule(),
  ]
}

extension SchemaSet {
  /// Mistakes that the metaschema cannot see and that compile all the same, sorted.
  ///
  /// - Parameter wantsLabels: Whether every field, and every value of an `enum` that people choose from, needs a label.
  package func lint(wantsLabels: Bool) -> [Finding] {
    places.flatMap { source, node in
      let schema = LintedSchema(source: source, node: node, schemas: self, wantsLabels: wantsLabels)
      return LintRules.all.flatMap { $0.findings(schema) }
    }.sorted()
  }
}
