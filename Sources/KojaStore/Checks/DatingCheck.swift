internal import KojaCivic
internal import KojaModel

/// What is new in a record and dated long before it was written.
///
/// Finding: `workflow/backdated`. A late entry says so (`recorded_at`) or says why (`note`, `reason`); a withdrawal is
/// always dated when it is made. What a record brings along when it is new was kept elsewhere until then.
struct DatingCheck {
  /// When the new version was written, and how much later that may be.
  let rule: Backdating

  /// Late entries that no version before had.
  func entries(_ record: Record, since old: Document, past: () -> RecordPast) -> [Finding] {
    guard record.collection.workflow != nil else { return [] }
    let document = record.document
    let late = TimelineEntry.all(in: document).filter { entry in
      entry.at.map(rule.isLate) ?? false && !isExplained(entry, document)
    }
    guard !late.isEmpty else { return [] }
    func isKnown(_ entry: TimelineEntry, to version: Document) -> Bool {
      TimelineEntry.all(in: version).contains { document.isSame(entry.node, as: $0.node, in: version) }
    }
    // An entry that was taken out past the rules may have come back.
    let new = late.filter { !isKnown($0, to: old) }
    let known = new.isEmpty ? [] : past().documents
    return new.filter { entry in !known.contains { isKnown(entry, to: $0) } }.map { entry in
      Finding(
        "workflow/backdated", at: document.place(document.value("at", in: entry.node) ?? entry.node, in: record.path),
        rule.needsExplanation,
        hint: Phrase(id: "tambahkan `note` pada kejadian itu", en: "add a `note` to the entry"))
    }
  }

  /// A withdrawal that is new and late.
  func withdrawal(_ record: Record, since old: Document?) -> [Finding] {
    let (document, path) = (record.document, [Withdrawal.key, "at"])
    guard record.collection.allowsWithdrawal, Withdrawal.isPresent(in: document),
      !(old.map { Withdrawal.isPresent(in: $0) } ?? false), let node = document.node(at: path),
      let at = document.text(node).flatMap({ Timestamp($0) }), rule.isLate(at)
    else { return [] }
    return [
      Finding(
        "workflow/backdated", at: document.place(node, in: record.path),
        Phrase(
          id: "penarikan bertanggal pada saat ia dicatat, tidak mundur",
          en: "a withdrawal is dated when it is made, not back"),
        hint: Phrase(
          id: "hapus `withdrawn` itu, lalu `koja withdraw \(record.id) --reason …`",
          en: "take that `withdrawn` out, then `koja withdraw \(record.id) --reason …`"))
    ]
  }

  private func isExplained(_ entry: TimelineEntry, _ document: Document) -> Bool {
    entry.recordedAt != nil || entry.reason != nil
      || document.value("note", in: entry.node).flatMap { document.text($0) }.map { !$0.isEmpty } ?? false
  }
}
