internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Status, timeline and owned fields against the workflow.
///
/// Findings: `workflow/no-timeline`, `workflow/unknown-action`, `workflow/incomplete`, `workflow/illegal-action`, `workflow/guard`,
/// `workflow/entry`, `workflow/time`, `workflow/reason`, `workflow/late`, `workflow/officer`, `workflow/status`,
/// `workflow/field`, `workflow/requires`, `workflow/not-last`.
struct WorkflowCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard let workflow = record.collection.workflow else { return [] }
    return TimelineJudge(record: record, workflow: workflow, context: context).findings()
  }
}

private struct TimelineJudge {
  let record: Record
  let workflow: Workflow
  let context: CheckContext

  private var document: Document { record.document }

  func findings() -> [Finding] {
    // A shape that is wrong is the schema's to report.
    guard document.kind(Document.root) == .mapping else { return [] }
    guard let timeline = document.value(TimelineEntry.key) else {
      // What the schema demands is the schema's to report.
      return record.collection.field(TimelineEntry.key)?.isRequired ?? false ? [] : [missingTimeline()]
    }
    guard document.kind(timeline) == .sequence else { return [] }
    let replay = Replay(TimelineEntry.all(in: document), of: workflow)
    guard !replay.steps.isEmpty else { return [missingTimeline()] }
    let entries = order() + replay.steps.indices.flatMap { judge(replay, $0) }
    // An entry that waits for `koja commit` has not happened yet: what it would lead to is not judged here.
    if let last = replay.steps.last, last.action != nil, !missingKeys(last.entry).isEmpty { return entries }
    return entries + status(replay) + fields(replay) + requirements(replay)
  }

  private func place(_ node: NodeIndex) -> Place { document.place(node, in: record.path) }

  private func place(_ key: String, in entry: NodeIndex) -> Place {
    place(document.value(key, in: entry) ?? document.pairs(entry).first?.key ?? entry)
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

  // MARK: One entry

  private func judge(_ replay: Replay, _ index: Int) -> [Finding] {
    let step = replay.steps[index]
    let entry = step.entry
    guard document.kind(entry.node) == .mapping, let name = entry.action else { return [] }
    guard let action = step.action else {
      let near =
        workflow.action(named: name)?.name
        ?? Suggestion.nearest(
          to: name, among: (workflow.initial + workflow.actions).flatMap { [$0.name, $0.label.id, $0.label.en] }
        ).flatMap { workflow.action(named: $0)?.name }
      return [
        Finding(
          "workflow/unknown-action", at: place("action", in: entry.node),
          Phrase(id: "tidak ada tindakan `\(name)` di alur ini", en: "this workflow has no action `\(name)`"),
          hint: near.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") })
      ]
    }
    return legality(action, replay, index) + times(replay, index) + reason(action, entry) + officers(entry)
      + keys(action, entry) + incomplete(action, entry)
  }

  /// What `koja commit` fills in.
  private func missingKeys(_ entry: TimelineEntry) -> [String] {
    let wanted = context.catalogue.collection(EngineCollections.officers) == nil ? ["at"] : ["at", "by"]
    return wanted.filter { document.value($0, in: entry.node) == nil }
  }

  private func incomplete(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    let missing = missingKeys(entry)
    guard !missing.isEmpty else { return [] }
    let list = missing.map { "`\($0)`" }.joined(separator: ", ")
    return [
      Finding(
        "workflow/incomplete", at: place("action", in: entry.node),
        Phrase(
          id: "kejadian `\(action.name)` ini belum lengkap: \(list)",
          en: "this `\(action.name)` entry is not complete: \(list)"),
        hint: Phrase(id: "`koja commit` melengkapinya", en: "`koja commit` completes it"))
    ]
  }

  private func legality(_ action: Workflow.Action, _ replay: Replay, _ index: Int) -> [Finding] {
    let before = index > 0 ? replay.steps[index - 1].state : nil
    // Behind an action that nobody knows nothing can be said.
    if index > 0, before == nil { return [] }
    let allowed = before.map { workflow.actions(from: $0) } ?? workflow.initial
    guard allowed.contains(where: { $0.name.sameBytes(as: action.name) }) else {
      let state = before.flatMap { workflow.state($0)?.label } ?? Phrase(id: "awal", en: "the beginning")
      let names = allowed.map(\.name).joined(separator: ", ")
      return [
        Finding(
          "workflow/illegal-action", at: place("action", in: replay.steps[index].entry.node),
          Phrase(
            id: "`\(action.name)` tidak boleh dilakukan dari keadaan \(state.id)",
            en: "`\(action.name)` is not allowed from \(state.en)"),
          details: [Phrase(id: "boleh: \(names)", en: "allowed: \(names)")])
      ]
    }
    guard !action.when.admits({ document.scalar($0) }), index == replay.steps.count - 1 || index == 0 else { return [] }
    let conditions = action.when.conditions.map { "\($0.field): \($0.values.joined(separator: ", "))" }
    return [
      Finding(
        "workflow/guard", at: place("action", in: replay.steps[index].entry.node),
        Phrase(
          id: "`\(action.name)` tidak berlaku untuk catatan ini", en: "`\(action.name)` does not apply to this record"),
        hint: Phrase(
          id: "hanya untuk \(conditions.joined(separator: "; "))", en: "only for \(conditions.joined(separator: "; "))")
      )
    ]
  }

  private func times(_ replay: Replay, _ index: Int) -> [Finding] {
    let entry = replay.steps[index].entry
    guard let at = entry.at else { return [] }
    if at.seconds > context.now.seconds + 300 {
      return [
        Finding(
          "workflow/time", at: place("at", in: entry.node),
          Phrase(id: "waktu kejadian ini di masa depan", en: "this entry happened in the future"),
          hint: Phrase(id: "sekarang \(context.now)", en: "it is now \(context.now)"))
      ]
    }
    if index > 0, let before = replay.steps[index - 1].entry.at, at < before {
      return [
        Finding(
          "workflow/time", at: place("at", in: entry.node),
          Phrase(id: "kejadian ini mendahului kejadian sebelumnya", en: "this entry is earlier than the one before it"),
          hint: Phrase(id: "sebelumnya: \(before)", en: "the one before: \(before)"))
      ]
    }
    return deadline(replay, index, at)
  }

  private func deadline(_ replay: Replay, _ index: Int, _ at: Timestamp) -> [Finding] {
    guard let action = replay.steps[index].action, let limit = action.within, index > 0 else { return [] }
    let earlier = Replay(replay.steps[..<index].map(\.entry), of: workflow)
    let calendar = context.catalogue.settings.calendars.first.flatMap { context.reference.calendars[$0] }
    guard let entered = earlier.enteredAt,
      case .at(let due) = DueTime.of(limit, from: entered, calendar: calendar), at > due
    else { return [] }
    return [
      Finding(
        "workflow/late", at: place("at", in: replay.steps[index].entry.node),
        Phrase(
          id: "`\(action.name)` hanya boleh dalam \(limit.phrase.id)",
          en: "`\(action.name)` is allowed within \(limit.phrase.en) only"),
        hint: Phrase(id: "batasnya \(due)", en: "the limit was \(due)"))
    ]
  }

  private func reason(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    let codes = workflow.reasons.map(\.code)
    guard let reason = entry.reason else {
      guard action.reason == .required else { return [] }
      return [
        Finding(
          "workflow/reason", at: place("action", in: entry.node),
          Phrase(id: "`\(action.name)` memerlukan alasan (`reason`)", en: "`\(action.name)` needs a `reason`"),
          details: [
            Phrase(id: "boleh: \(codes.joined(separator: ", "))", en: "allowed: \(codes.joined(separator: ", "))")
          ])
      ]
    }
    guard !codes.contains(where: { $0.sameBytes(as: reason) }) else { return [] }
    let near =
      workflow.reasons.first { $0.label.matches(reason) }?.code ?? Suggestion.nearest(to: reason, among: codes)
    return [
      Finding(
        "workflow/reason", at: place("reason", in: entry.node),
        Phrase(id: "tidak ada alasan `\(reason)` di alur ini", en: "this workflow has no reason `\(reason)`"),
        hint: near.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") },
        details: [
          Phrase(id: "boleh: \(codes.joined(separator: ", "))", en: "allowed: \(codes.joined(separator: ", "))")
        ])
    ]
  }

  private func officers(_ entry: TimelineEntry) -> [Finding] {
    guard context.catalogue.collection(EngineCollections.officers) != nil else { return [] }
    return ["by", "entered_by"].compactMap { key in
      guard let node = document.value(key, in: entry.node), let id = document.string(node),
        !context.reference.exists(id, in: EngineCollections.officers)
      else { return nil }
      let known = context.reference.ids(of: EngineCollections.officers)
      return Finding(
        "workflow/officer", at: place(node),
        Phrase(id: "tidak ada petugas `\(id)`", en: "there is no officer `\(id)`"),
        hint: Suggestion.nearest(to: id, among: known).map {
          Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?")
        })
    }
  }

  /// An entry holds its own keys and what its action sets, nothing else.
  private func keys(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    entry.fields.compactMap { name, _ in
      guard !action.sets.contains(where: { $0.sameBytes(as: name) }),
        let pair = document.pair(name, in: entry.node)
      else { return nil }
      let near = Suggestion.nearest(to: name, among: TimelineEntry.ownKeys + action.sets)
      return Finding(
        "workflow/entry", at: place(pair.key),
        Phrase(
          id: "kunci `\(name)` tidak dikenal pada kejadian `\(action.name)`",
          en: "the key `\(name)` does not belong in a `\(action.name)` entry"),
        hint: near.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") })
    }
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
      return Phrase(id: "`koja commit` mencatatnya sebagai \(names)", en: "`koja commit` records it as \(names)")
    }
    let names = legal.map(\.name).joined(separator: ", ")
    return Phrase(id: "dari `\(expected)` boleh: \(names)", en: "allowed from `\(expected)`: \(names)")
  }

  /// A field that actions own equals what the last entry that names it says.
  private func fields(_ replay: Replay) -> [Finding] {
    workflow.ownedFields.compactMap { field in
      let path = field.split(separator: ".").map(String.init)
      guard let node = document.node(at: path), document.text(node) != nil,
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

  private func requirements(_ replay: Replay) -> [Finding] {
    guard let step = replay.steps.last, let action = step.action else { return [] }
    return action.requires.compactMap { field in
      let node = document.node(at: field.split(separator: ".").map(String.init))
      guard node.map({ document.kind($0) == .null || document.text($0) == "" }) ?? true else { return nil }
      return Finding(
        "workflow/requires", at: place("action", in: step.entry.node),
        Phrase(
          id: "setelah `\(action.name)`, `\(field)` harus terisi",
          en: "after `\(action.name)`, `\(field)` must be there"),
        hint: Phrase(id: "isi `\(field)`", en: "fill in `\(field)`"))
    }
  }
}
