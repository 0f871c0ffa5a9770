internal import KojaCivic
internal import KojaModel

/// One entry of a timeline: its action, times, reason, people and keys.
extension TimelineJudge {
  func judge(_ replay: Replay, _ index: Int) -> [Finding] {
    let step = replay.steps[index]
    let entry = step.entry
    guard document.kind(entry.node) == .mapping, let name = entry.action else { return [] }
    guard let action = step.action else {
      let near =
        workflow.action(named: name)?.name
        ?? Suggestion.name(
          nearestTo: name,
          among: (workflow.initial + workflow.actions).map { ($0.name, [$0.label.id, $0.label.en]) })
      return [
        Finding(
          "workflow/unknown-action", at: place("action", in: entry.node),
          Phrase(id: "tidak ada tindakan `\(name)` di alur ini", en: "this workflow has no action `\(name)`"),
          hint: near.map { Suggestion.question($0) },
          fix: rename(
            "action", in: entry,
            to: workflow.action(named: name)?.name
              ?? Suggestion.only(near: name, among: (workflow.initial + workflow.actions).map(\.name))))
      ]
    }
    return legality(action, replay, index) + times(replay.timeline, step.position) + deadline(replay, index)
      + reason(action, entry) + officers(entry) + keys(action, entry) + incomplete(action, entry)
      + extensions(action, replay, index)
  }

  /// What `koja commit` fills in.
  func missingKeys(_ entry: TimelineEntry) -> [String] {
    let wanted = context.catalogue.collection(EngineCollections.officers) == nil ? ["at"] : ["at", "by"]
    return wanted.filter { document.value($0, in: entry.node) == nil }
  }

  func incomplete(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    // A key that is there under a misspelt name is told where that stands.
    let strangers = strangers(action, entry)
    let misspelt = strangers.compactMap { Suggestion.nearest(to: $0, among: TimelineEntry.ownKeys) }
    let missing = missingKeys(entry).filter { name in !misspelt.contains { $0.sameBytes(as: name) } }
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
    if index > 0, Workflow.Standing.named(action.name) != nil { return [] }
    // Behind an action that nobody knows nothing can be said.
    if index > 0, before == nil { return [] }
    let allowed = before.map { workflow.actions(from: $0) } ?? workflow.initial
    guard allowed.contains(where: { $0.name.sameBytes(as: action.name) }) else {
      let state = before.flatMap { workflow.state($0)?.label } ?? Phrase(id: "awal", en: "the beginning")
      return [
        Finding(
          "workflow/illegal-action", at: place("action", in: replay.steps[index].entry.node),
          Phrase(
            id: "`\(action.name)` tidak boleh dilakukan dari keadaan \(state.id)",
            en: "`\(action.name)` is not allowed from \(state.en)"),
          details: [Workflow.choice(of: allowed)])
      ]
    }
    guard !action.when.admits({ document.scalar($0) }), index == replay.steps.count - 1 || index == 0 else { return [] }
    let conditions = action.when.conditions.map { $0.told(", ") }
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

  /// An entry is neither of the future nor before the one above it.
  func times(_ timeline: Timeline, _ position: Int) -> [Finding] {
    let entry = timeline.entries[position]
    guard let at = entry.at else { return [] }
    if at.seconds > context.now.seconds + 300 {
      return [
        Finding(
          "workflow/time", at: place("at", in: entry.node),
          Phrase(id: "waktu kejadian ini di masa depan", en: "this entry happened in the future"),
          hint: Phrase(
            id: "sekarang \(context.now); bila itu keliru, setel jam komputer ini",
            en: "it is now \(context.now); if that is wrong, set the clock of this computer"))
      ]
    }
    if position > 0, let before = timeline.entries[position - 1].at, at < before {
      return [
        Finding(
          "workflow/time", at: place("at", in: entry.node),
          Phrase(id: "kejadian ini mendahului kejadian sebelumnya", en: "this entry is earlier than the one before it"),
          hint: Phrase(id: "sebelumnya: \(before)", en: "the one before: \(before)"))
      ]
    }
    return []
  }

  private func deadline(_ replay: Replay, _ index: Int) -> [Finding] {
    guard let action = replay.steps[index].action, let limit = action.within, index > 0,
      let at = replay.steps[index].entry.at
    else { return [] }
    let earlier = Replay(replay.steps[..<index].map(\.entry), of: workflow)
    guard let entered = earlier.enteredAt else { return [] }
    let due: Timestamp
    switch Deadline.of(
      limit, from: entered, at, calendar: context.workingCalendar, offset: context.catalogue.settings.offset)
    {
    case .kept: return []
    case .missed(let limit): due = limit
    case .unknown(let why):
      return [
        Finding(
          "workflow/no-calendar", at: place("at", in: replay.steps[index].entry.node),
          Phrase(
            id: "`\(action.name)` hanya boleh dalam \(limit.phrase.id), dan itu tidak dapat dihitung: \(why.id)",
            en: "`\(action.name)` is allowed within \(limit.phrase.en) only, and that cannot be counted: \(why.en)"),
          hint: Phrase(
            id: "lengkapi tahun itu dalam `records/calendars/`; tanpa itu, buat catatan baru",
            en: "complete that year in `records/calendars/`; without it, make a new record"))
      ]
    }
    return [
      Finding(
        "workflow/late", at: place("at", in: replay.steps[index].entry.node),
        Phrase(
          id: "`\(action.name)` hanya boleh dalam \(limit.phrase.id)",
          en: "`\(action.name)` is allowed within \(limit.phrase.en) only"),
        hint: Phrase(id: "batasnya \(due)", en: "the limit was \(due)"))
    ]
  }

  /// A limit is extended as often as its clock allows. Where every round has a clock of its own nothing is counted.
  private func extensions(_ action: Workflow.Action, _ replay: Replay, _ index: Int) -> [Finding] {
    workflow.clocks.compactMap { clock in
      guard let more = clock.extension, more.action.sameBytes(as: action.name), clock.reopening != .restart,
        replay.steps[...index].count(where: { $0.entry.action?.sameBytes(as: action.name) ?? false }) > more.times
      else { return nil }
      return Finding(
        "workflow/extension", at: place("action", in: replay.steps[index].entry.node),
        Phrase(
          id: "standar waktu \(clock.label.id) hanya boleh diperpanjang \(more.times) kali",
          en: "\(clock.label.en): the limit may be extended \(more.times == 1 ? "once" : "\(more.times) times") only"),
        hint: Phrase(
          id: "perpanjangan ini tidak dihitung; `koja due \(record.id) --explain` menunjukkannya",
          en: "this one does not count; `koja due \(record.id) --explain` shows it"))
    }
  }

  private func reason(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    guard let reason = entry.reason else {
      guard action.reason == .required else { return [] }
      return [
        Finding(
          "workflow/reason", at: place("action", in: entry.node),
          Phrase(id: "`\(action.name)` memerlukan alasan (`reason`)", en: "`\(action.name)` needs a `reason`"),
          details: [workflow.choiceOfReasons(for: action)])
      ]
    }
    if let known = workflow.reasons.first(where: { $0.code.sameBytes(as: reason) }) {
      guard !known.fits(action) else { return [] }
      return [
        Finding(
          "workflow/reason", at: place("reason", in: entry.node),
          Phrase(
            id: "`\(reason)` (\(known.label.id)) bukan alasan untuk `\(action.name)`",
            en: "`\(reason)` (\(known.label.en)) is no reason for `\(action.name)`"),
          details: [workflow.choiceOfReasons(for: action)])
      ]
    }
    let fitting = workflow.reasons(for: action)
    let named = fitting.first { $0.label.matches(reason) }?.code
    let near = named ?? Suggestion.nearest(to: reason, among: fitting.map(\.code))
    return [
      Finding(
        "workflow/reason", at: place("reason", in: entry.node),
        Phrase(id: "tidak ada alasan `\(reason)` di alur ini", en: "this workflow has no reason `\(reason)`"),
        hint: near.map { Suggestion.question($0) }, details: [workflow.choiceOfReasons(for: action)],
        fix: rename("reason", in: entry, to: named ?? Suggestion.only(near: reason, among: fitting.map(\.code))))
    ]
  }

  func officers(_ entry: TimelineEntry) -> [Finding] {
    guard context.catalogue.collection(EngineCollections.officers) != nil else { return [] }
    return ["by", "entered_by"].compactMap { key in
      guard let node = document.value(key, in: entry.node), let id = document.string(node),
        !context.reference.exists(id, in: EngineCollections.officers)
      else { return nil }
      let meant = context.reference.names.meant(by: id, in: EngineCollections.officers)
      return Finding(
        "workflow/officer", at: place(node),
        Phrase(id: "tidak ada petugas `\(id)`", en: "there is no officer `\(id)`"),
        hint: meant.map { Suggestion.question($0.id) }
          ?? Suggestion.question(among: context.reference.names.namesakes(id, in: EngineCollections.officers)),
        fix: meant.flatMap { $0.isSure ? Fix.renaming(node, in: document, to: $0.id) : nil })
    }
  }

  /// What an entry tells besides what its action sets and, as nothing, what it takes out.
  private func strangers(_ action: Workflow.Action, _ entry: TimelineEntry) -> [String] {
    entry.fields.filter { name, node in
      !action.sets.contains { $0.sameBytes(as: name) } && !(action.doesClear(name) && document.kind(node) == .null)
    }.map(\.name)
  }

  /// An entry holds its own keys and what its action sets or takes out, nothing else.
  func keys(_ action: Workflow.Action, _ entry: TimelineEntry) -> [Finding] {
    let own = TimelineEntry.ownKeys.filter { $0 != "annuls" || entry.isAnnulment }
    let known = own + action.sets + action.clears
    let absent = known.filter { document.value($0, in: entry.node) == nil }
    let strangers = strangers(action, entry) + (entry.annuls == nil || entry.isAnnulment ? [] : ["annuls"])
    let meant = strangers.map { Suggestion.only(near: $0, among: absent) }
    return zip(strangers, meant).compactMap { name, only in
      guard let pair = document.pair(name, in: entry.node) else { return nil }
      let near = Suggestion.nearest(to: name, among: known)
      // Two keys cannot both be the one that is missing.
      let isOnly = only.map { only in meant.count { $0?.sameBytes(as: only) ?? false } == 1 } ?? false
      return Finding(
        "workflow/entry", at: place(pair.key),
        Phrase(
          id: "kunci `\(name)` tidak dikenal pada kejadian `\(action.name)`",
          en: "the key `\(name)` does not belong in a `\(action.name)` entry"),
        hint: near.map { Suggestion.question($0) }
          ?? Phrase(id: "hapus, atau tulis isinya dalam `note`", en: "remove it, or write it into `note`"),
        fix: isOnly ? only.flatMap { Fix.renaming(pair.key, in: document, to: $0) } : nil)
    }
  }

  private func rename(_ key: String, in entry: TimelineEntry, to name: String?) -> Fix? {
    guard let name, let node = document.value(key, in: entry.node) else { return nil }
    return Fix.renaming(node, in: document, to: name)
  }
}
