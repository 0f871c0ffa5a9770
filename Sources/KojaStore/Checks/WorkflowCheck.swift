internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Status, timeline and owned fields against the workflow.
///
/// Findings: `workflow/no-timeline`, `workflow/unknown-action`, `workflow/incomplete`, `workflow/illegal-action`, `workflow/guard`,
/// `workflow/entry`, `workflow/time`, `workflow/reason`, `workflow/late`, `workflow/extension`, `workflow/officer`, `workflow/status`,
/// `workflow/field`, `workflow/requires`, `workflow/evidence`, `workflow/checklist`, `workflow/annul`, `workflow/not-last`, `workflow/more`.
struct WorkflowCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard let workflow = record.collection.workflow else { return [] }
    return TimelineJudge(record: record, workflow: workflow, context: context).findings()
  }
}

/// Judges the timeline of one record; entry by entry in `TimelineJudge+Entries.swift`, what was taken back in
/// `TimelineJudge+Annulments.swift`, what the last action demands in `TimelineJudge+Demands.swift`.
struct TimelineJudge {
  let record: Record
  let workflow: Workflow
  let context: CheckContext
  private let places: PlaceFinder

  init(record: Record, workflow: Workflow, context: CheckContext) {
    self.record = record
    self.workflow = workflow
    self.context = context
    places = PlaceFinder(record.document, path: record.path)
  }

  /// Nobody mends more than this in one sitting; a file of thousands of bad entries must not hold up the others.
  static let mostFindings = 100

  var document: Document { record.document }

  func findings() -> [Finding] {
    // A shape that is wrong is the schema's to report.
    guard document.kind(Document.root) == .mapping else { return [] }
    guard let timeline = document.value(TimelineEntry.key) else {
      // What the schema demands is the schema's to report.
      return record.collection.field(TimelineEntry.key)?.isRequired ?? false ? [] : [missingTimeline()]
    }
    guard document.kind(timeline) == .sequence else { return [] }
    let replay = Replay(Timeline(of: document), of: workflow)
    guard !replay.steps.isEmpty else { return [missingTimeline()] }
    var entries = order() + annulments(replay.timeline)
    for index in replay.steps.indices {
      guard entries.count < Self.mostFindings else {
        entries.append(more(from: replay.steps[index].entry))
        break
      }
      entries += judge(replay, index)
    }
    // An entry that waits for `koja commit` has not happened yet: what it would lead to is not judged here.
    if let last = replay.timeline.entries.last, last.action.flatMap({ workflow.action($0) }) != nil,
      !missingKeys(last).isEmpty
    {
      return entries
    }
    return entries + status(replay) + fields(replay) + requirements(replay)
  }

  func place(_ node: NodeIndex) -> Place { places.place(node) }

  func place(_ key: String, in entry: NodeIndex) -> Place {
    place(document.value(key, in: entry) ?? document.pairs(entry).first?.key ?? entry)
  }

  /// Says that the entries from here on were not judged.
  private func more(from entry: TimelineEntry) -> Finding {
    Finding(
      "workflow/more", .note, at: place("action", in: entry.node),
      Phrase(
        id: "kejadian mulai dari sini belum diperiksa: sudah \(Self.mostFindings) kesalahan di atasnya",
        en: "entries from here on were not judged: there are \(Self.mostFindings) errors above already"),
      hint: Phrase(id: "perbaiki yang di atas dulu, lalu periksa lagi", en: "mend those above first, then check again"))
  }

  private func missingTimeline() -> Finding {
    let actions = workflow.initial.map(\.name).joined(separator: ", ")
    return Finding(
      "workflow/no-timeline",
      at: document.pair(TimelineEntry.key, in: Document.root).map { place($0.key) }
        ?? document.placeOfTop(in: record.path),
      Phrase(id: "catatan ini belum punya riwayat kejadian (`timeline`)", en: "this record has no timeline yet"),
      hint: Phrase(
        id: "`koja commit` melengkapinya; tindakan pertama: \(actions)",
        en: "`koja commit` completes it; first action: \(actions)"))
  }

  private func order() -> [Finding] {
    guard let last = document.pairs(Document.root).last, !document.text(last.key, equals: TimelineEntry.key),
      let pair = document.pair(TimelineEntry.key, in: Document.root)
    else { return [] }
    return [
      Finding(
        "workflow/not-last", .warning, at: place(pair.key),
        Phrase(id: "`timeline` harus menjadi kunci terakhir", en: "`timeline` must be the last key"),
        hint: Phrase(
          id: "pindahkan `\(document.text(last.key) ?? "")` ke atasnya",
          en: "move `\(document.text(last.key) ?? "")` above it"))
    ]
  }

  // MARK: The record as it is now

  private func status(_ replay: Replay) -> [Finding] {
    guard let expected = replay.state, let node = document.value("status"), let status = document.string(node),
      workflow.state(status) != nil, !status.sameBytes(as: expected)
    else { return [] }
    let way = wayOut(replay, from: expected, to: status)
    return [
      Finding(
        "workflow/status", at: place(node),
        Phrase(
          id: "`status` berbunyi `\(status)`, padahal `timeline` sampai pada `\(expected)`",
          en: "`status` says `\(status)`, but the timeline leads to `\(expected)`"),
        hint: way)
    ]
  }

  /// Either the last entry was written and `status` left as it was, or `status` was changed and the entry is missing.
  private func wayOut(_ replay: Replay, from expected: String, to status: String) -> Phrase {
    if replay.steps.count > 1, let action = replay.steps.last?.action,
      replay.steps[replay.steps.count - 2].state?.sameBytes(as: status) ?? false
    {
      return Phrase(
        id: "setelah `\(action.name)` isinya `\(expected)`; `koja commit` melengkapinya",
        en: "after `\(action.name)` it is `\(expected)`; `koja commit` completes it")
    }
    let legal = workflow.actions(from: expected)
    let actions = legal.filter { $0.to?.sameBytes(as: status) ?? false }.map(\.name)
    if !actions.isEmpty {
      let names = actions.joined(separator: " / ")
      let way = "koja do \(record.id) \(actions[0])"
      return Phrase(
        id: "`koja commit` mencatatnya sebagai \(names); bila sudah tercatat: `\(way)`",
        en: "`koja commit` records it as \(names); where it is committed already: `\(way)`")
    }
    let choice = Workflow.choice(of: legal)
    return Phrase(id: "dari `\(expected)` \(choice.id)", en: "from `\(expected)` \(choice.en)")
  }

  /// A field that actions own equals what the last entry that names it says, and what the last action takes out is gone.
  private func fields(_ replay: Replay) -> [Finding] {
    workflow.ownedFields.compactMap { field in
      let path = field.split(separator: ".").map(String.init)
      guard let node = document.node(at: path) else { return nil }
      if let last = replay.steps.last, let action = last.action, action.doesClear(field) {
        return left(field, node, by: action, last.entry)
      }
      guard document.kind(node) != .null,
        let said = replay.steps.last(where: { $0.entry.fields.contains { $0.name.sameBytes(as: field) } })?.entry.fields
          .first(where: { $0.name.sameBytes(as: field) }),
        !document.isSame(node, as: said.node, in: document)
      else { return nil }
      let owners = workflow.actions.filter { $0.sets.contains { $0.sameBytes(as: field) } }.map(\.name)
      return Finding(
        "workflow/field", at: place(node),
        Phrase(
          id: "`\(field)` hanya berubah lewat tindakan, dan `timeline` berkata lain",
          en: "`\(field)` changes by an action only, and the timeline says otherwise"),
        hint: Phrase(
          id: "`koja do \(record.id) \(owners.first ?? "") \(field)=…`, atau `koja commit`",
          en: "`koja do \(record.id) \(owners.first ?? "") \(field)=…`, or `koja commit`"),
        related: [Finding.Related(Phrase(id: "menurut `timeline`", en: "the timeline"), at: place(said.node))])
    }
  }

  /// A field that the last action takes out and that is still there.
  private func left(_ field: String, _ node: NodeIndex, by action: Workflow.Action, _ entry: TimelineEntry) -> Finding {
    Finding(
      "workflow/field", at: place(node),
      Phrase(
        id: "`\(field)` tidak berlaku lagi sesudah `\(action.name)`",
        en: "`\(field)` no longer holds after `\(action.name)`"),
      hint: Phrase(id: "hapus dari berkasnya", en: "take it out of the file"),
      related: [Finding.Related(Phrase(id: "menurut `timeline`", en: "the timeline"), at: place(entry.node))])
  }
}
