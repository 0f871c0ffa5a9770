internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What may not happen between the committed version of a record and the next one.
///
/// Findings: `history/immutable` (a field that never changes once committed, or that an action froze, did), `history/timeline` (an entry was
/// changed or removed: a timeline only grows), `history/claim` (a claimed number went to another record, or is in use again
/// after it was void), `history/loosened` (see ``Loosening``), `history/withdrawn` (a withdrawal was taken out or reworded), `history/repaired` (what had been changed like that is as it was; a note).
enum HistoryCheck {
  /// - Parameters:
  ///   - isMerge: Whether entries of another side may stand between those that were there.
  ///   - isRename: Whether one reference became another because its record was renamed.
  ///   - renumbering: The numbers that changed hands in the same step.
  ///   - past: The committed versions up to the old one; asked for only where something is wrong.
  static func findings(
    _ record: Record, since old: Document, isMerge: Bool = false,
    isRename: (_ from: String, _ to: String) -> Bool = { _, _ in false }, renumbering: Renumbering? = nil,
    past: () -> RecordPast
  ) -> [Finding] {
    immutable(record, old, renumbering, past) + LastingItems.findings(record, since: old, past: past)
      + Loosening.findings(record, since: old, past: past) + timeline(record, old, isMerge: isMerge, past)
      + claim(record, old, isRename, past)
  }

  /// A withdrawal is taken back by `koja undo`, which says why. One change at a time: an undo lies between many.
  static func withdrawal(_ record: Record, since old: Document) -> [Finding] {
    guard record.collection.allowsWithdrawal, Withdrawal.isPresent(in: old), let before = old.value(Withdrawal.key)
    else { return [] }
    let document = record.document
    let now = document.value(Withdrawal.key)
    if let now, document.isSame(now, as: before, in: old) { return [] }
    return [
      Finding(
        "history/withdrawn",
        at: now.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path),
        Phrase(
          id: "penarikan `\(record.id)` sudah dicatat dan tidak diubah atau dihapus dengan tangan",
          en: "the withdrawal of `\(record.id)` is committed and is not changed or taken out by hand"),
        hint: Phrase(
          id:
            "kembalikan isinya; `koja undo` membatalkannya dengan alasan, `koja log \(record.id)` menyebut perubahannya",
          en: "put it back; `koja undo` with a reason takes it back, `koja log \(record.id)` names its commit"))
    ]
  }

  /// Says that what had been changed past the rules is as it was.
  static func repaired(at place: Place, _ message: Phrase) -> Finding {
    Finding("history/repaired", .note, at: place, message)
  }

  /// A number stays with the record that it was claimed for, and a void one stays void.
  private static func claim(
    _ record: Record, _ old: Document, _ isRename: (String, String) -> Bool, _ past: () -> RecordPast
  ) -> [Finding] {
    guard record.collection.name.sameBytes(as: EngineCollections.numbers) else { return [] }
    let document = record.document
    var findings: [Finding] = []
    func finding(_ key: String, _ message: Phrase) -> Finding {
      Finding(
        "history/claim",
        at: document.value(key).map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path),
        message,
        hint: Phrase(
          id: "kembalikan isinya; catatan lain mengambil nomor berikutnya",
          en: "put it back; another record takes the next number"))
    }
    if let before = old.scalar("record") {
      let now = document.scalar("record")
      let isSame = now.map { $0.sameBytes(as: before) || isRename(before, $0) } ?? false
      if !isSame, past().isPutBack(["record"], in: document, where: { _ in true }) {
        let place = document.value("record").map { document.place($0, in: record.path) }
        findings.append(
          repaired(
            at: place ?? document.placeOfTop(in: record.path),
            Phrase(id: "nomor ini kembali pada catatannya", en: "this number is again that of its record")))
      } else if !isSame {
        findings.append(
          finding(
            "record",
            Phrase(
              id: "nomor ini sudah diambil untuk `\(before)` dan tidak berpindah",
              en: "this number was claimed for `\(before)` and does not go to another record")))
      }
    }
    func isVoid(_ document: Document) -> Bool {
      document.value("void").map { document.kind($0) == .mapping } ?? false
    }
    if isVoid(old), !isVoid(document) {
      findings.append(
        finding("number", Phrase(id: "nomor batal ini dipakai lagi", en: "this void number is in use again")))
    }
    return findings
  }

  private static func immutable(
    _ record: Record, _ old: Document, _ renumbering: Renumbering?, _ past: () -> RecordPast
  ) -> [Finding] {
    let frozen = fields(\.freezes, record, old)
    return record.collection.fields.filter { $0.isImmutable || frozen.contains(Key($0.name)) }.compactMap { field in
      let now = record.document.node(at: field.path)
      guard let before = old.node(at: field.path), old.kind(before) != .null else {
        // What was not there when an action froze it does not come later.
        return !field.isImmutable && now.map { record.document.kind($0) != .null } ?? false
          ? added(field, now, record) : nil
      }
      if let now, record.document.isSame(now, as: before, in: old) { return nil }
      if field.name.sameBytes(as: "subject"), record.collection.name.sameBytes(as: EngineCollections.numbers),
        renumbering?.retells(
          record.document.scalar("record"), from: old.text(before), as: now.flatMap { record.document.text($0) })
          ?? false
      {
        return nil
      }
      if !field.isImmutable, Loosening.demandsChange(of: field.path, from: old, in: record) { return nil }
      let reference = "\(record.collection.name)/\(record.id)"
      if !field.isImmutable, let renumbering,
        renumbering.explains(reference, from: old.text(before), to: now.flatMap { record.document.text($0) })
      {
        return nil
      }
      let place = now.map { record.document.place($0, in: record.path) } ?? record.document.placeOfTop(in: record.path)
      let isBack = past().isPutBack(field.path, in: record.document) { version in
        field.isImmutable || fields(\.freezes, record, version).contains(Key(field.name))
      }
      if isBack {
        let name = field.name
        return repaired(
          at: place, Phrase(id: "`\(name)` kembali seperti yang tercatat", en: "`\(name)` is again as it was committed")
        )
      }
      return Finding(
        "history/immutable", at: place,
        Phrase(
          id: "`\(field.name)` tidak boleh diubah lagi setelah dicatat",
          en: "`\(field.name)` must not change once committed"),
        hint: thawing(field, record)
          ?? (field.isClosed
            ? nil : old.text(before).map { Phrase(id: "yang tercatat: \($0)", en: "committed: \($0)") }))
    }
  }

  private static func added(_ field: KojaSchema.Field, _ node: NodeIndex?, _ record: Record) -> Finding {
    Finding(
      "history/immutable",
      at: node.map { record.document.place($0, in: record.path) } ?? record.document.placeOfTop(in: record.path),
      Phrase(
        id: "`\(field.name)` tidak boleh ditambahkan lagi", en: "`\(field.name)` must not be added any more"),
      hint: thawing(field, record))
  }

  /// The action after which a frozen field may change again; nil where none leads on from here.
  static func thawing(_ field: KojaSchema.Field, _ record: Record) -> Phrase? {
    guard !field.isImmutable, let state = record.document.string(at: "status") else { return nil }
    let actions = record.collection.workflow?.actions(from: state) ?? []
    return actions.first { action in action.thaws.contains { $0.sameBytes(as: field.name) } }.map { action in
      Phrase(
        id: "untuk mengubahnya: `koja do \(record.id) \(action.name)` dahulu",
        en: "to change it: `koja do \(record.id) \(action.name)` first")
    }
  }

  /// Fields that an action of the committed timeline froze, or keeps the items of.
  static func fields(_ named: (Workflow.Action) -> [String], _ record: Record, _ old: Document) -> Set<Key> {
    guard let workflow = record.collection.workflow else { return [] }
    func frozen(_ document: Document) -> Set<Key> {
      let timeline = Timeline(of: document)
      let actions = timeline.counted.compactMap { timeline.entries[$0].action.flatMap { workflow.action($0) } }
      return actions.reduce(into: []) { frozen, action in
        frozen.subtract(action.thaws.map { Key($0) })
        frozen.formUnion(named(action).map { Key($0) })
      }
    }
    // What was annulled since has frozen nothing.
    return frozen(old).intersection(frozen(record.document))
  }

  private static func timeline(_ record: Record, _ old: Document, isMerge: Bool, _ past: () -> RecordPast) -> [Finding]
  {
    guard record.collection.workflow != nil else { return [] }
    let before = TimelineEntry.all(in: old)
    let now = TimelineEntry.all(in: record.document)
    var next = 0
    let differing = before.indices.first { index in
      func isSame(_ entry: TimelineEntry) -> Bool {
        record.document.isSame(entry.node, as: before[index].node, in: old)
      }
      let found = isMerge ? now[next...].firstIndex(where: isSame) : now.indices.contains(next) ? next : nil
      // What a case tells of that becomes secret is told neutrally from then on.
      guard let found,
        isSame(now[found])
          || found == index && Loosening.demandsChange(ofEntry: index, from: old, in: record)
      else { return true }
      next = found + 1
      return false
    }
    guard let differing else { return [] }
    let node =
      now.indices.contains(differing)
      ? now[differing].node : record.document.pair(TimelineEntry.key, in: Document.root)?.key
    let place = node.map { record.document.place($0, in: record.path) } ?? record.document.placeOfTop(in: record.path)
    if past().isPutBack(timelineOf: record.document) {
      return [
        repaired(
          at: place,
          Phrase(
            id: "kejadian ke-\(differing + 1) kembali seperti yang pernah dicatat",
            en: "entry \(differing + 1) of the timeline is again as it was committed"))
      ]
    }
    return [
      Finding(
        "history/timeline", at: place,
        Phrase(
          id: "kejadian ke-\(differing + 1) sudah dicatat dan tidak boleh diubah atau dihapus",
          en: "entry \(differing + 1) of the timeline is committed and must not be changed or removed"),
        hint: Phrase(
          id: "kembalikan isinya; pembetulan dicatat sebagai kejadian baru",
          en: "put it back; a correction is a new entry"))
    ]
  }
}
