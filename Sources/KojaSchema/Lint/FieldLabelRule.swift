internal import KojaModel

/// A field without a name for people. Finding: `schema/field-label`.
///
/// Only where a field is described: `true` says nothing of it, and conditions and alternatives repeat fields of the schema beside them.
struct FieldLabelRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    guard schema.wantsLabels, !schema.isCondition, let properties = schema.value(Properties.name) else { return [] }
    let document = schema.document
    return document.pairs(properties).compactMap { key, value in
      guard let name = document.text(key), document.kind(value) == .mapping, !schema.hasLabel(value) else { return nil }
      return schema.finding(
        "schema/field-label", .warning, at: key,
        Phrase(id: "kolom `\(name)` belum punya sebutan", en: "the field `\(name)` has no label"),
        hint: Phrase(id: "tambahkan `x-label: {id: …, en: …}`", en: "add `x-label: {id: …, en: …}`"))
    }
  }
}
