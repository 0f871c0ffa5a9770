internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What is asked of an entry when it is made, and never of a record as it stands: officers change their posts, and what a
/// record refers to changes, too.
///
/// Findings: `workflow/needs` (see ``NeedJudge``), `workflow/role` (who acts is not one of those who usually do).
struct NewEntryCheck {
  let context: CheckContext

  /// What is to say of the entries that an older version of a record does not have; nil for a new record.
  func findings(_ record: Record, since old: Document?) -> [Finding] {
    guard let workflow = record.collection.workflow, workflow.asksOfEntries else { return [] }
    let known = old.map { TimelineEntry.all(in: $0) } ?? []
    let replay = Replay(Timeline(of: record.document), of: workflow)
    return replay.steps.indices.flatMap { index -> [Finding] in
      let step = replay.steps[index]
      guard let action = step.action, !action.needs.isEmpty || !action.roles.isEmpty || action.of != nil,
        !known.contains(where: { record.document.isSame(step.entry.node, as: $0.node, in: old ?? record.document) })
      else { return [] }
      let node = record.document.value("action", in: step.entry.node) ?? step.entry.node
      let place = record.document.place(node, in: record.path)
      return NeedJudge(record: record, context: context, replay: replay, index: index).findings(action, at: place)
        + role(action, step.entry, record, place)
    }
  }

  /// Roles are advice: somebody else may act, and is told.
  private func role(_ action: Workflow.Action, _ entry: TimelineEntry, _ record: Record, _ place: Place) -> [Finding] {
    guard let id = entry.by, let officers = context.catalogue.collection(EngineCollections.officers),
      let officer = context.reference.document(id, in: officers.name)
    else { return [] }
    let roles = officer.texts(officer.value("roles"))
    if !action.roles.isEmpty, !roles.contains(where: { role in action.roles.contains { $0.sameBytes(as: role) } }) {
      let labels = officers.field("roles")?.scalar.enumValues ?? []
      let names = action.roles.map { role in labels.first { $0.value.sameBytes(as: role) }?.label ?? Phrase(role) }
      return [
        Finding(
          "workflow/role", .warning, at: place,
          Phrase(
            id: "`\(action.name)` biasanya dilakukan oleh \(names.map(\.id).joined(separator: ", ")); `\(id)` bukan",
            en: "`\(action.name)` is usually done by: \(names.map(\.en).joined(separator: ", ")); `\(id)` is not"))
      ]
    }
    guard let field = action.of, let wanted = record.document.scalar(field),
      let own = belonging(id, officer, officers, where: record.collection.field(field)?.reference),
      !own.sameBytes(as: wanted)
    else { return [] }
    return [
      Finding(
        "workflow/role", .warning, at: place,
        Phrase(
          id: "`\(action.name)` biasanya dilakukan oleh petugas `\(wanted)` (`\(field)`); `\(id)` dari `\(own)`",
          en: "`\(action.name)` is usually done by an officer of `\(wanted)` (`\(field)`); `\(id)` is of `\(own)`"))
    ]
  }

  /// Where an officer belongs among the records of a collection: the first field that refers to it says.
  private func belonging(_ id: String, _ officer: Document, _ officers: Collection, where target: String?) -> String? {
    guard let target else { return nil }
    if target.sameBytes(as: officers.name) { return id }
    let field = officers.fields.first { $0.reference?.sameBytes(as: target) ?? false }
    return field.flatMap { officer.scalar($0.name) }
  }
}
