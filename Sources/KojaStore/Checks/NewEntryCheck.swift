internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What is asked of an entry when it is made, and never of a record as it stands: officers change their posts, and what a
/// record refers to changes, too.
///
/// Findings: those of ``LentSchemaCheck``, ``TimelinessCheck`` and ``TellingClaims``, `workflow/needs` (see ``NeedJudge``), `workflow/role` (who acts is not one of those who usually do).
struct NewEntryCheck {
  let context: CheckContext
  /// Whether a record that is new with several entries is asked, too. What was taken in from elsewhere has happened there.
  var asksOfArrivals = true

  /// Whether anything is asked of new entries of a collection.
  static func asks(of collection: Collection) -> Bool {
    collection.workflow.map { $0.asksOfEntries || !$0.clocks.isEmpty } ?? false
      || !collection.borrowingFields.isEmpty
  }

  /// What is to say of the entries that an older version of a record does not have; nil for a new record.
  func findings(_ record: Record, since old: Document?) -> [Finding] {
    guard let workflow = record.collection.workflow, Self.asks(of: record.collection) else { return [] }
    let new = old.map { TimelineEntry.added(to: record.document, since: $0) } ?? TimelineEntry.all(in: record.document)
    let lent =
      LentSchemaCheck(context: context).findings(record, since: old)
      + (old.map { old in
        TimelinessCheck(context: context).findings(record, since: old)
          + TellingClaims(context: context).findings(record, since: old)
      } ?? [])
    if old == nil, !asksOfArrivals, new.count > 1 { return lent }
    return lent
      + new.flatMap { entry -> [Finding] in
        guard let action = entry.action.flatMap({ workflow.action($0) }) else { return [] }
        func place() -> Place {
          record.document.place(record.document.value("action", in: entry.node) ?? entry.node, in: record.path)
        }
        return extensions(action, entry, record, workflow, place) + needs(action, entry, record, workflow, place)
          + role(action, entry, record, old, place)
      }
  }

  /// What an action needs and is not so. What was annulled at once needs nothing.
  private func needs(
    _ action: Workflow.Action, _ entry: TimelineEntry, _ record: Record, _ workflow: Workflow, _ place: () -> Place
  ) -> [Finding] {
    guard !action.needs.isEmpty else { return [] }
    let replay = Replay(Timeline(of: record.document), of: workflow)
    guard let index = replay.steps.firstIndex(where: { $0.entry.node == entry.node }) else { return [] }
    return NeedJudge(record: record, context: context, replay: replay, index: index).findings(action, at: place())
  }

  /// An extension that comes when the time has run out extends nothing: it is not entered as one.
  private func extensions(
    _ action: Workflow.Action, _ entry: TimelineEntry, _ record: Record, _ workflow: Workflow, _ place: () -> Place
  ) -> [Finding] {
    func isGranted(by clock: Clock) -> Bool { clock.extension?.action.sameBytes(as: action.name) ?? false }
    guard workflow.clocks.contains(where: isGranted), let at = entry.at else { return [] }
    let readings = context.reference.clocks.readings(record.document, of: record.collection, explains: true)
    let late = readings.first { isGranted(by: $0.clock) && $0.steps.contains(.notExtended(at: at, isLate: true)) }
    guard let late, readings.allSatisfy({ !isGranted(by: $0.clock) || $0.clock === late.clock }) else { return [] }
    return [
      Finding(
        "workflow/extension", at: place(),
        Phrase(
          id: "standar waktu \(late.clock.label.id) sudah habis, jadi tidak dapat diperpanjang lagi",
          en: "\(late.clock.label.en): the time has run out, so it cannot be extended any more"),
        hint: late.dueAt.map { Phrase(id: "tenggatnya \($0)", en: "it was due \($0)") })
    ]
  }

  /// Roles are advice: somebody else may act, and is told.
  private func role(
    _ action: Workflow.Action, _ entry: TimelineEntry, _ record: Record, _ old: Document?, _ place: () -> Place
  ) -> [Finding] {
    guard let id = entry.by, let officers = context.catalogue.collection(EngineCollections.officers),
      let officer = context.reference.document(id, in: officers.name)
    else { return [] }
    let roles = officer.texts(officer.value("roles"))
    if !action.roles.isEmpty, !roles.contains(where: { role in action.roles.contains { $0.sameBytes(as: role) } }) {
      let labels = officers.field("roles")?.scalar.enumValues ?? []
      let names = action.roles.map { role in labels.first { $0.value.sameBytes(as: role) }?.label ?? Phrase(role) }
      return [
        Finding(
          "workflow/role", .warning, at: place(),
          Phrase(
            id: "`\(action.name)` biasanya dilakukan oleh \(names.map(\.id).joined(separator: ", ")); `\(id)` bukan",
            en: "`\(action.name)` is usually done by: \(names.map(\.en).joined(separator: ", ")); `\(id)` is not"))
      ]
    }
    // What the action takes out was there before.
    guard let field = action.of, let wanted = record.document.scalar(field) ?? old?.scalar(field),
      let own = belonging(id, officer, officers, where: record.collection.field(field)?.reference),
      !own.sameBytes(as: wanted)
    else { return [] }
    return [
      Finding(
        "workflow/role", .warning, at: place(),
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
