internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaStore

/// The messages of the city's commits, as koja writes them.
struct CommitWords {
  let settings: StoreSettings

  /// One action, as `koja new` and `koja do` tell it.
  func action(_ record: LiveCase, _ references: References) -> String {
    let isNew = record.entries.count <= 1
    let changed = Set(record.draft.changes.map(\.slot))
    let fields = record.kind.form.slots.compactMap { slot -> FieldChange? in
      guard changed.contains(slot.index), !isDerived(slot, record.kind) else { return nil }
      let old = record.draft.changes.first { $0.slot == slot.index }?.old
      let new = record.draft.value(of: slot)
      return old == new ? nil : FieldChange(field: slot.dotted, old: old, new: new)
    }
    let move = record.last
    let states = move?.action.to.flatMap { to -> (from: String?, to: String)? in
      record.stateBefore?.sameBytes(as: to) == true ? nil : (record.stateBefore, to)
    }
    return text(
      record, verb: move?.action.done ?? ChangeSummary.Plain.created, states: states,
      fields: isNew ? record.kind.collection.toldAtFirst(fields) : fields, note: record.note, at: nil, references)
  }

  /// A record with all that happened to it, as `koja commit` tells one that was written by hand.
  func record(_ record: LiveCase, _ references: References) -> String {
    guard record.entries.count > 1 else { return action(record, references) }
    let fields = record.kind.form.slots.compactMap { slot -> FieldChange? in
      guard slot.children.isEmpty, !isDerived(slot, record.kind), let value = record.draft.value(of: slot) else {
        return nil
      }
      return FieldChange(field: slot.dotted, old: nil, new: value)
    }
    return text(
      record, verb: record.last?.action.done ?? ChangeSummary.Plain.created,
      states: record.last?.action.to.map { (nil, $0) }, fields: record.kind.collection.toldAtFirst(fields), note: nil,
      at: record.draft.moment, references)
  }

  /// A day of many records.
  func day(_ date: CalendarDate, records: Int) -> String {
    let title = Phrase(
      id: "\(settings.name.id): \(date), \(records) catatan", en: "\(settings.name.en): \(date), \(records) records")
    return "\(title[settings.language])\n\nKoja-Count: \(records)\n"
  }

  private func text(
    _ record: LiveCase, verb: Phrase, states: (from: String?, to: String)?, fields: [FieldChange], note: String?,
    at: Timestamp?, _ references: References
  ) -> String {
    let summary = ChangeSummary(
      collection: record.kind.collection, id: record.id, action: record.last?.action.name, verb: verb, states: states,
      fields: fields, note: note, happenedAt: at)
    return CommitMessage.text(summary, language: settings.language) { collection, id in
      references.find(id, in: collection)?.title[settings.language]
    }
  }

  private func isDerived(_ slot: Slot, _ kind: RecordKind) -> Bool {
    slot === kind.statusSlot || slot === kind.timelineSlot
  }
}
