internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What entries say of fields is right by itself, also where a later entry says something else: the same as is asked of
/// the field.
///
/// Findings: those of the field's schema, and `ref/unknown`, at the values of entries.
struct TimelineValueCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard let workflow = record.collection.workflow else { return [] }
    return Replay(Timeline(of: record.document), of: workflow).steps.flatMap { step in
      step.entry.fields.flatMap { name, node -> [Finding] in
        let isCleared = record.document.kind(node) == .null && step.action?.doesClear(name) ?? false
        let isSet = !isCleared && step.action?.sets.contains { $0.sameBytes(as: name) } ?? false
        return isSet ? findings(name, node, record, context) : []
      }
    }
  }

  private func findings(
    _ name: String, _ node: NodeIndex, _ record: Record, _ context: CheckContext
  ) -> [Finding] {
    guard let field = record.collection.field(name) else { return [] }
    let document = record.document
    if let schema = context.catalogue.schema(of: name, in: record.collection), !schema.isValid(document, at: node) {
      return schema.findings(document, at: node, path: record.path)
    }
    guard field.scalar.reference != nil else { return [] }
    let references = document.kind(node) == .sequence ? document.items(node) : [node]
    return references.compactMap { ReferenceCheck.unknown($0, field, record, context) }
  }
}
