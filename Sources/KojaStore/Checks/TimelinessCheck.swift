internal import KojaCivic
internal import KojaModel

/// A change without an action does not make late what was late: another channel, category or urgency brings another limit, and
/// with it other figures about whoever was late.
///
/// Finding: `history/timely`, a warning. Asked of a change.
struct TimelinessCheck {
  let context: CheckContext

  /// What was late before a change and is not any more; what the change's own actions own has its reason.
  func findings(_ record: Record, since old: Document) -> [Finding] {
    guard let workflow = record.collection.workflow, !workflow.clocks.isEmpty,
      !Withdrawal.isPresent(in: record.document)
    else { return [] }
    let owned = workflow.ownedFields(changedBetween: old, and: record.document)
    guard isEdited(record.document, old, besides: owned) else { return [] }
    let changes = FieldChange.between(old, record.document).filter { change in
      change.field != "status" && !owned.contains { ChangeDesk.meet($0, change.field) }
    }
    guard !changes.isEmpty else { return [] }
    var members = Members(record.document.value(of: Document.root))
    for change in changes {
      let path = change.field.split(separator: ".").map(String.init)[...]
      if let before = change.old { members.set(path, before) } else { members.remove(path) }
    }
    let face = context.reference.clocks
    let late = face.readings(Document(members.value), of: record.collection).filter { $0.isOverdue(at: context.now) }
    // Where a reference leads nowhere, that is what there is to say.
    guard !late.isEmpty, ReferenceCheck().findings(record, context).isEmpty else { return [] }
    let now = face.readings(record.document, of: record.collection)
    let changed = changes.map(\.field)
    return late.filter { was in !now.contains { $0.clock === was.clock && $0.isOverdue(at: context.now) } }.map { was in
      let node = changed.lazy.compactMap { name in
        record.document.node(at: name.split(separator: ".").map(String.init))
      }.first
      let label = was.clock.label
      return Finding(
        "history/timely", .warning,
        at: node.map { record.document.place($0, in: record.path) } ?? record.document.placeOfTop(in: record.path),
        Phrase(
          id: "dengan ini \(label.id) tidak lagi terlambat, tanpa tindakan apa pun",
          en: "with this \(label.en) is not late any more, without any action"),
        hint: Phrase(
          id: "bila tadinya salah catat, tulis sebabnya dengan `-m`; `koja audit` juga menyebutnya",
          en: "if it had been entered wrongly, say why by `-m`; `koja audit` names it, too"))
    }
  }

  /// Whether more changed at the top of a record than its state, its timeline and what actions own.
  private func isEdited(_ new: Document, _ old: Document, besides owned: [String]) -> Bool {
    func keys(_ document: Document) -> [String] {
      document.pairs(Document.root).compactMap { document.text($0.key) }
    }
    return Set((keys(new) + keys(old)).map { Key($0) }).contains { key in
      let name = key.string
      guard name != "status", name != TimelineEntry.key, !owned.contains(where: { $0.sameBytes(as: name) }) else {
        return false
      }
      switch (old.value(name), new.value(name)) {
      case (let one?, let other?): return !new.isSame(other, as: one, in: old)
      case (nil, nil): return false
      default: return true
      }
    }
  }
}
