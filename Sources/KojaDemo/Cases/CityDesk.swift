internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaStore
internal import KojaYAML

/// Where cases are begun and worked on, by the rules of their workflows.
final class CityDesk {
  let filler: Filler
  let officers: Officers
  let hours: OfficeHours
  var book: NumberBook
  /// The last moment of the city, in seconds.
  let end: Int
  /// Whether what is being made needs a proof by the schema.
  private var needsProof = false

  init(_ filler: Filler, officers: Officers, hours: OfficeHours, book: NumberBook, end: Int) {
    self.filler = filler
    self.officers = officers
    self.hours = hours
    self.book = book
    self.end = end
  }

  /// Longest walk through a workflow.
  private static let longest = 14

  /// How often a record is begun at most; the last time with what its first action needs or without.
  private static let attempts = 200
  /// How often the values that an action sets are chosen anew where they are not what it needs.
  private static let choices = 20

  /// Begins a record. Throws when the schema asks for what cannot be made.
  func begin(_ kind: RecordKind, at moment: Timestamp) throws(Failure) -> LiveCase {
    filler.kind = kind
    filler.registers = kind.registers
    for attempt in 1...Self.attempts {
      let draft = Draft(kind.form, moment: moment)
      for given in kind.given {
        let value = given.value == .null ? nil : given.value
        if let slot = kind.form.slot(given.field) { draft.set(slot, value) }
      }
      guard filler.fill(draft), kind.grader?.grade(draft, &filler.dice) ?? true, isSingular(draft, kind),
        let id = newID(draft, kind),
        let path = kind.collection.path(of: id)
      else {
        continue
      }
      let record = LiveCase(kind, id: id, path: path, draft: draft)
      guard kind.collection.workflow != nil else {
        record.officer = officers.pick([], unit: draft.text("unit"), at: moment, &filler.dice)
        guard isProven(record) else { continue }
        takeUnique(draft, kind)
        kind.begun += 1
        return record
      }
      guard let first = kind.initial.first(where: { $0.action.when.admits { draft.text($0) } }),
        act(first, on: record, isProving: kind.needsProof, isStrict: attempt < Self.attempts)
      else { continue }
      for field in kind.watched { filler.references.watch(record, by: field) }
      kind.begun += 1
      return record
    }
    throw Failure(
      .store,
      Phrase(
        id: "tidak berhasil membuat contoh untuk koleksi `\(kind.collection.name)`",
        en: "could not make up a record of the collection `\(kind.collection.name)`"),
      hint: Phrase(
        id: "beri contoh di `schemas/\(kind.collection.name)/pools.yaml`",
        en: "give examples in `schemas/\(kind.collection.name)/pools.yaml`"))
  }

  /// An id that nobody has; by the template of the pools where there is one.
  private func newID(_ draft: Draft, _ kind: RecordKind) -> String? {
    guard let template = kind.pools.id, let slot = kind.timelineSlot else { return kind.newID(draft, &filler.dice) }
    return template.filled(ValueMaker(filler: filler, slot: slot, draft: draft).placeholder).flatMap { kind.take($0) }
  }

  /// Whether no other record has the values that only one may have.
  private func isSingular(_ draft: Draft, _ kind: RecordKind) -> Bool {
    kind.uniqueSlots.allSatisfy { slot in
      draft.text(of: slot).map { book.isFree($0, in: kind.field(slot)) } ?? true
    }
  }

  /// Notes the values that only one record may have.
  private func takeUnique(_ draft: Draft, _ kind: RecordKind) {
    for slot in kind.uniqueSlots {
      draft.text(of: slot).map { book.take($0, in: kind.field(slot)) }
    }
  }

  /// Takes an action. Returns false, and changes nothing, when it is not possible.
  @discardableResult
  func act(_ move: RecordKind.Move, on record: LiveCase, isProving: Bool = false, isStrict: Bool = true) -> Bool {
    let (draft, kind) = (record.draft, record.kind)
    filler.kind = kind
    filler.registers = kind.registers
    let picture = draft.picture
    if !record.entries.isEmpty { draft.changes.removeAll() }
    let needs = MadeNeeds(filler, record, hours.calendar)
    // Other values may do where an action sets some.
    let tries = record.entries.isEmpty || move.sets.isEmpty ? 1 : Self.choices
    needsProof = isProving
    let isReady = (1...tries).contains { attempt in
      if attempt > 1 { draft.restore(picture) }
      return fillIn(move, record) && (!isStrict || needs.areMet(by: move.action))
    }
    guard isReady, hasNewLinks(record), let number = number(for: move, record) else {
      draft.restore(picture)
      return false
    }
    let claim = number.first
    if let claim { draft.set(claim.slot, .string(claim.number)) }
    let awaited = needs.awaited(move.action).lazy.compactMap { [officers] in officers.find($0, at: draft.moment) }.first
    let officer =
      awaited
      ?? officers.pick(
        move.action.roles, unit: draft.text(move.action.of ?? "unit"), at: draft.moment, &filler.dice)
    var entry = TimelineEntryDraft(action: move.action, at: draft.moment, by: officer?.id ?? "")
    entry.reason = reason(move, kind)
    if filler.dice.percent(move.pool.chance), let template = filler.dice.pick(move.pool.notes),
      let slot = kind.timelineSlot
    {
      entry.note = note(template, slot, draft)
    }
    let cleared = move.clears.filter { draft.value(of: $0.slot) != nil }
    for (slot, _) in cleared {
      draft.clear(slot)
      draft.mark(slot, .absent)
    }
    entry.fields = move.told.compactMap { slot in draft.value(of: slot).map { (slot.dotted, $0) } }
    entry.fields += cleared.filter(\.isTold).map { ($0.slot.dotted, .null) }
    let entries = record.entries + [entry.value]
    if let slot = kind.statusSlot, let to = move.action.to { draft.set(slot, .string(to)) }
    if let slot = kind.timelineSlot { draft.set(slot, .array(entries)) }
    guard !needsProof || isProven(record) else {
      draft.restore(picture)
      return false
    }
    if let claim,
      let written = book.claim(
        claim.number, of: claim.register, for: (kind.collection.name, record.id), at: draft.moment,
        subject: kind.titleSlot.flatMap { draft.text(of: $0) }, unit: draft.text("unit"))
    {
      record.claims.append(written)
    }
    takeUnique(draft, kind)
    record.entries = entries
    record.stateBefore = record.state
    if let to = move.action.to, record.state.map({ !$0.sameBytes(as: to) }) ?? true {
      record.state = to
      record.enteredAt = draft.moment
    }
    record.last = move
    record.officer = officer
    record.note = entry.note
    move.uses += 1
    return true
  }

  /// A note as the template has it; where only some notes may stand there, one of those.
  private func note(_ template: TextTemplate, _ timeline: Slot, _ draft: Draft) -> String? {
    let entry = (draft.overrides[timeline.index] ?? timeline.shape).items.first
    let note = entry?.properties.first { $0.name.sameBytes(as: "note") }?.shape
    guard let choices = note?.choices, !choices.isEmpty else {
      return template.filled(ValueMaker(filler: filler, slot: timeline, draft: draft).placeholder)
    }
    return filler.dice.pick(choices).flatMap { Draft.text($0) }
  }

  /// Fills in what the action sets and requires.
  private func fillIn(_ move: RecordKind.Move, _ record: LiveCase) -> Bool {
    let draft = record.draft
    if complete(move, draft, own: false) { needsProof = true }
    for slot in move.requires where draft.value(of: slot) == nil {
      guard !slot.isOwned, filler.force(slot, draft) else { return false }
    }
    // What a new record was filled in with stays.
    guard !record.entries.isEmpty else {
      return move.sets.allSatisfy { !$0.isRequired || draft.value(of: $0.slot) != nil }
    }
    let grader = record.kind.grader.flatMap { $0.grades(move.sets.map(\.slot)) ? $0 : nil }
    let chosen = move.sets.filter { slot, isRequired in
      grader.map { !$0.owns(slot) } ?? true && (isRequired || filler.dice.percent(slot.pool?.chance ?? 60))
    }
    for (slot, _) in chosen { draft.clear(slot) }
    filler.branch(draft, after: chosen.map(\.slot))
    for (slot, isRequired) in chosen {
      let isFilled = filler.force(slot, draft)
      guard isFilled || !isRequired else { return false }
    }
    if complete(move, draft, own: true) { needsProof = true }
    guard grader?.grade(draft, &filler.dice, isDemanded: true) ?? true else { return false }
    prove(move, record)
    return true
  }

  /// Notes the links that came and that may not form chains. Returns false where one would.
  private func hasNewLinks(_ record: LiveCase) -> Bool {
    let (draft, kind) = (record.draft, record.kind)
    return kind.chainedSlots.allSatisfy { slot in
      guard let target = draft.text(of: slot), draft.changes.contains(where: { $0.slot == slot.index }) else {
        return true
      }
      return filler.references.link(record.id, to: target, by: kind.field(slot))
    }
  }

  /// The number that the action takes: none, one, or nil when it needs one and cannot have it.
  private func number(for move: RecordKind.Move, _ record: LiveCase) -> [(
    slot: Slot, number: String, register: Register
  )]? {
    guard !move.action.claims.isEmpty else { return [] }
    let (draft, kind) = (record.draft, record.kind)
    let register = kind.registers.first { register in
      move.action.claims.contains { $0.sameBytes(as: register.id) } && register.when.admits { draft.text($0) }
    }
    guard let register, let slot = kind.form.slot(register.field) else { return nil }
    guard draft.text(of: slot) == nil else { return [] }
    let maker = ValueMaker(filler: filler, slot: slot, draft: draft)
    let isUnique = kind.uniqueSlots.contains { $0 === slot }
    let field = kind.field(slot)
    for _ in 0..<30 {
      let number = book.next(of: register, at: draft.moment) { maker.found($0).flatMap { Draft.text($0) } }
      guard let number else { return nil }
      if !isUnique || book.isFree(number, in: field) { return [(slot, number, register)] }
      // A number of an earlier year: another code makes it a new one, as long as nobody has seen this one.
      guard
        let fresh = move.requires.first(where: { slot in
          draft.changes.contains { $0.slot == slot.index && $0.old == nil } && slot.pattern != nil
        })
      else { return nil }
      draft.clear(fresh)
      guard filler.force(fresh, draft) else { return nil }
    }
    return nil
  }

  private func reason(_ move: RecordKind.Move, _ kind: RecordKind) -> String? {
    guard let rule = move.action.reason, rule == .required || filler.dice.percent(40) else { return nil }
    return filler.dice.pick(move.pool.reasons)
      ?? filler.dice.pick(kind.collection.workflow?.reasons(for: move.action).map(\.code) ?? [])
  }

  private func isProven(_ record: LiveCase) -> Bool {
    let text = YAMLWriter.text(of: record.draft.value)
    guard let document = YAMLReader.read(Array(text.utf8), path: record.path).document else { return false }
    return record.kind.collection.schema.isValid(document)
  }

  // MARK: What happens next

  /// Takes the action that was planned, or another that is allowed. Returns whether anything happened.
  func step(_ record: LiveCase, at moment: Timestamp) -> Bool {
    let before = record.draft.moment
    record.draft.moment = moment
    if let next = record.next, act(next, on: record) { return true }
    for move in legal(record) where move.action.within == nil && move.pool.weight != 0 && move !== record.next {
      if act(move, on: record) { return true }
    }
    record.draft.moment = before
    return false
  }

  /// The actions that are allowed now.
  private func legal(_ record: LiveCase) -> [RecordKind.Move] {
    guard let state = record.state else { return [] }
    return record.kind.moves.filter { move in
      move.action.from.contains { $0.sameBytes(as: state) } && move.action.when.admits { record.draft.text($0) }
        && move.requires.allSatisfy { !$0.isOwned || record.draft.value(of: $0) != nil }
        && !isUsedUp(move, record)
        && (!move.sets.isEmpty || MadeNeeds(filler, record, hours.calendar).mayBeMet(by: move.action))
    }
  }

  /// Whether an action has extended a limit as often as it may.
  private func isUsedUp(_ move: RecordKind.Move, _ record: LiveCase) -> Bool {
    record.kind.collection.workflow?.clocks.compactMap(\.extension).contains { more in
      more.action.sameBytes(as: move.action.name)
        && record.entries.count { $0["action"]?.string?.sameBytes(as: more.action) ?? false } >= more.times
    } ?? false
  }

  /// Chooses the next action and its moment; nil when nothing more happens before the end.
  func plan(_ record: LiveCase) -> Timestamp? {
    record.next = nil
    guard let workflow = record.kind.collection.workflow, let state = record.state else { return nil }
    // Of every state some record is left in it, so that each can be looked at.
    let isFirst = !record.kind.rested.contains(state) && filler.dice.percent(25)
    let moment = isFirst ? nil : move(record, from: state, workflow)
    if moment == nil { record.kind.rested.insert(state) }
    return moment
  }

  private func move(_ record: LiveCase, from state: String, _ workflow: Workflow) -> Timestamp? {
    guard record.entries.count < Self.longest else { return nil }
    let legal = legal(record)
    guard !legal.isEmpty else { return nil }
    let unused = legal.filter { $0.uses == 0 && $0.pool.weight != 0 }
    let isClosed = workflow.state(state)?.family == .closed
    // Some are never answered; most that are closed stay so.
    if unused.isEmpty || filler.dice.percent(50) {
      if filler.dice.percent(isClosed ? 70 : 2) { return nil }
    }
    let weights = legal.map { weight($0, record, state) }
    let move = filler.dice.percent(40) ? filler.dice.pick(unused) : nil
    guard let move = move ?? filler.dice.weighted(weights).map({ legal[$0] }) else { return nil }
    guard let moment = moment(of: move, record), moment.seconds <= end else { return nil }
    record.next = move
    return moment
  }

  /// What leads on is likelier than what leads back or nowhere.
  private func weight(_ move: RecordKind.Move, _ record: LiveCase, _ state: String) -> Int {
    let weight = (move.pool.weight ?? 10) * 8
    guard let to = move.action.to, !to.sameBytes(as: state) else { return weight / 4 }
    return record.entries.count > 8 && record.kind.collection.workflow?.state(to)?.family != .closed
      ? weight / 4 : weight
  }

  private func moment(of move: RecordKind.Move, _ record: LiveCase) -> Timestamp? {
    let before = record.draft.moment
    var seconds = filler.dice.within(
      move.pool.hours.lowerBound * 3600...max(move.pool.hours.lowerBound, move.pool.hours.upperBound) * 3600)
    // Some are late.
    if filler.dice.percent(4) { seconds *= 6 }
    var moment = Timestamp(seconds: before.seconds + max(seconds, 60) / 60 * 60, offset: before.offset)
    if !move.pool.isAnyHour { moment = hours.next(moment, &filler.dice) }
    guard let within = move.action.within else { return moment }
    let limit = hours.limit(within, from: record.enteredAt)
    if moment <= limit { return moment }
    let room = limit.seconds - before.seconds
    guard room > 120 else { return nil }
    return Timestamp(seconds: before.seconds + 60 + filler.dice.below(room - 60), offset: before.offset)
  }
}
