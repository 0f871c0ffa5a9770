internal import KojaCivic
internal import KojaModel

/// Entries that take others back, and remarks: what every workflow has.
extension TimelineJudge {
  /// What is wrong with the annulments and remarks of a timeline, and what annulled entries left behind.
  func annulments(_ timeline: Timeline) -> [Finding] {
    timeline.entries.indices.flatMap { position -> [Finding] in
      let entry = timeline.entries[position]
      guard document.kind(entry.node) == .mapping, let action = entry.action.flatMap({ Workflow.Standing.named($0) })
      else { return [] }
      guard entry.isAnnulment else { return unexplained(action, entry) }
      return target(of: position, in: timeline) + unexplained(action, entry) + times(timeline, position)
        + officers(entry) + keys(action, entry) + incomplete(action, entry)
    } + leftovers(timeline)
  }

  /// It names what came last, and that may be taken back.
  private func target(of position: Int, in timeline: Timeline) -> [Finding] {
    let entry = timeline.entries[position]
    func finding(_ message: Phrase, _ hint: Phrase) -> [Finding] {
      [Finding("workflow/annul", at: place("annuls", in: entry.node), message, hint: hint)]
    }
    guard let taken = timeline.annulled.first(where: { $0.value == position })?.key else {
      let before = timeline.before(position)
      guard let last = before.open.flatMap({ before.entries[$0].action }) else {
        return finding(
          Phrase(id: "tidak ada kejadian yang dapat dibatalkan", en: "there is no entry that could be annulled"),
          Phrase(
            id: "awal sebuah catatan tidak dibatalkan; lihat `koja withdraw`",
            en: "the beginning of a record is not annulled; see `koja withdraw`"))
      }
      guard let named = entry.annuls else {
        return finding(
          Phrase(id: "pembatalan ini tidak menyebut kejadiannya", en: "this annulment does not name what it annuls"),
          Phrase(id: "tulis `annuls: \(last)`, kejadian terakhir", en: "write `annuls: \(last)`, the last entry"))
      }
      return finding(
        Phrase(
          id: "`\(named)` bukan kejadian terakhir sebelum pembatalan ini",
          en: "`\(named)` is not what happened last before this annulment"),
        Phrase(id: "kejadian terakhirnya `\(last)`", en: "the last entry is `\(last)`"))
    }
    let action = timeline.entries[taken].action.flatMap { workflow.action($0) }
    guard let action, !action.claims.isEmpty,
      context.reference.register(unused: action, by: { document.scalar($0) }) == nil
    else { return [] }
    return finding(
      Phrase(
        id: "`\(action.name)` mengambil nomor, jadi tidak dibatalkan",
        en: "`\(action.name)` claimed a number and is not annulled"),
      Phrase(id: "batalkan nomornya dengan sebuah tindakan", en: "void the number by an action"))
  }

  /// An annulment says why, a remark says something.
  private func unexplained(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    guard document.value("note", in: entry.node).flatMap({ document.text($0) })?.isEmpty ?? true else { return [] }
    return [
      Finding(
        "workflow/annul", at: place("action", in: entry.node),
        Phrase(id: "`\(action.name)` memerlukan keterangan (`note`)", en: "`\(action.name)` needs a `note`"))
    ]
  }

  /// A field that only annulled entries have set is as it was before them.
  private func leftovers(_ timeline: Timeline) -> [Finding] {
    func tells(_ position: Int, _ field: String) -> NodeIndex? {
      timeline.entries[position].fields.first { $0.name.sameBytes(as: field) }?.node
    }
    return workflow.ownedFields.compactMap { field in
      guard let node = document.node(at: field.split(separator: ".").map(String.init)),
        !timeline.counted.contains(where: { tells($0, field) != nil }),
        let told = timeline.annulled.keys.sorted().lazy.compactMap({ tells($0, field) }).last,
        document.isSame(node, as: told, in: document)
      else { return nil }
      return Finding(
        "workflow/field", at: place(node),
        Phrase(
          id: "`\(field)` diisi oleh kejadian yang dibatalkan", en: "`\(field)` was set by an entry that was annulled"),
        hint: Phrase(id: "kembalikan isinya", en: "put it back as it was"),
        related: [Finding.Related(Phrase(id: "kejadian itu", en: "that entry"), at: place(told))])
    }
  }
}
