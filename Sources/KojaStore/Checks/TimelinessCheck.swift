internal import KojaCivic
internal import KojaModel

/// A change without an action does not make late what was late: another channel, category or urgency brings another limit, and
/// with it other figures about whoever was late.
///
/// Finding: `history/timely`, a warning. Asked of a change.
struct TimelinessCheck {
  let context: CheckContext

  /// What was late before a change and is not any more.
  func findings(_ record: Record, since old: Document) -> [Finding] {
    guard let workflow = record.collection.workflow, !workflow.clocks.isEmpty,
      TimelineEntry.added(to: record.document, since: old).isEmpty, !Withdrawal.isPresent(in: record.document)
    else { return [] }
    let face = context.reference.clocks
    let late = face.readings(old, of: record.collection).filter { $0.isOverdue(at: context.now) }
    guard !late.isEmpty else { return [] }
    let now = face.readings(record.document, of: record.collection)
    let changed = FieldChange.between(old, record.document).map(\.field)
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
}
