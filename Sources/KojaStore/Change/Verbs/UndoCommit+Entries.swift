internal import KojaCivic
internal import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// The edits that annul the entries that a commit put into a timeline, newest first, and put the state back; nil where
  /// all of them are annulled already.
  ///
  /// Refused where an entry claimed a number, where it is not there any more as it was, and where something came after it
  /// that counts: that was built on it.
  func annulments(
    of range: Range<Int>, in version: Document, _ record: (collection: Collection, id: String, path: String),
    _ now: Document, _ mark: String, _ reason: String
  ) throws(Failure) -> [YAMLEdit]? {
    guard let workflow = record.collection.workflow else { return [] }
    let (written, timeline) = (TimelineEntry.all(in: version), Timeline(of: now))
    let isThere = range.allSatisfy { position in
      timeline.entries.indices.contains(position)
        && now.isSame(timeline.entries[position].node, as: written[position].node, in: version)
    }
    guard isThere else { throw Self.isElsewhere(record, mark) }
    let own = timeline.counted.filter(range.contains)
    guard !own.isEmpty else { return nil }
    let remark = Workflow.Standing.remark.name
    func name(_ position: Int) -> String { timeline.entries[position].action ?? "" }
    if let later = timeline.counted.first(where: { $0 >= range.upperBound && !name($0).sameBytes(as: remark) }) {
      throw Self.wasBuiltOn(record, name(later), workflow, mark)
    }
    let reference = ReferenceData(catalogue, WorkTreeSource(store.files))
    let claiming = own.compactMap { workflow.action(name($0)) }.first { action in
      // What was written past the tool took no number.
      !action.claims.isEmpty && reference.register(unused: action, by: { now.scalar($0) }) == nil
    }
    if let claiming {
      throw Self.hasClaimed(record, claiming, mark)
    }
    let drafts = try own.reversed().map { position throws(Failure) in
      var draft = TimelineEntryDraft(action: Workflow.Standing.annul, at: self.now, by: try actor())
      draft.fields = [("annuls", .string(name(position)))]
      draft.note = reason
      return draft
    }
    let state = Replay(timeline.before(range.lowerBound), of: workflow).state
    return drafts.map { .append(path: [TimelineEntry.key], value: $0.value) }
      + (state.map { [.set(path: ["status"], value: .string($0))] } ?? [])
  }

  // MARK: Refusals

  private static func isElsewhere(_ record: (collection: Collection, id: String, path: String), _ mark: String)
    -> Failure
  {
    Failure(
      .findings,
      Phrase(
        id: "kejadian yang dicatat \(mark) pada `\(record.id)` tidak ada lagi di tempatnya",
        en: "the entry that \(mark) put into the timeline of `\(record.id)` is not there any more as it was"),
      hint: Phrase(id: "lihat `koja log \(record.id)`", en: "see `koja log \(record.id)`"))
  }

  private static func wasBuiltOn(
    _ record: (collection: Collection, id: String, path: String), _ later: String, _ workflow: Workflow,
    _ mark: String
  ) -> Failure {
    let done = workflow.action(later)?.done ?? Phrase(later)
    return Failure(
      .findings,
      Phrase(
        id: "setelah \(mark), `\(record.id)` sudah \(done.id) (`\(later)`)",
        en: "after \(mark) something else happened to `\(record.id)`: \(done.en) (`\(later)`)"),
      hint: Phrase(
        id: "batalkan dulu yang terakhir; `koja log \(record.id)` menyebut perubahannya",
        en: "undo the last one first; `koja log \(record.id)` names its commit"))
  }

  private static func hasClaimed(
    _ record: (collection: Collection, id: String, path: String), _ action: Workflow.Action, _ mark: String
  ) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "\(mark) mengambil nomor untuk `\(record.id)` (`\(action.name)`), dan nomor tidak dilepas",
        en: "\(mark) claimed a number for `\(record.id)` (`\(action.name)`), and a number is never free again"),
      hint: Phrase(
        id: "batalkan catatannya dengan sebuah tindakan, atau tarik: `koja withdraw \(record.id) --reason …`",
        en: "void the record by an action, or withdraw it: `koja withdraw \(record.id) --reason …`"))
  }
}
