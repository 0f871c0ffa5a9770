internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Completes a hand edit of a record with a workflow: finds the one action that explains it and writes what the person
/// left out.
struct Completion {
  let record: Record
  let workflow: Workflow
  let old: Document?
  let before: [UInt8]
  let edits: HandEdits

  private var document: Document { record.document }

  /// The completed text, and the words for it; no words when no action took place.
  func run() throws(Failure) -> (after: [UInt8], summary: ChangeSummary?) {
    let oldEntries = old.map { TimelineEntry.all(in: $0).count } ?? 0
    let entries = TimelineEntry.all(in: document)
    guard entries.count <= oldEntries + 1 else { return try several(entries, oldEntries) }
    let written = entries.count == oldEntries + 1 ? entries.last : nil
    let oldState = old?.string(at: "status")
    let typed = document.string(at: "status")
    let newState = typed.flatMap { workflow.state(named: $0)?.name }
    if let typed, newState == nil { throw unknownState(typed) }
    let changed = changedFields()
    if let written, let standing = written.action.flatMap({ workflow.action(named: $0) }),
      Workflow.Standing.named(standing.name) != nil
    {
      guard mayChange(changed, by: written) else { throw none(oldState, newState, changed) }
      return try complete(standing, oldState: oldState, written: written)
    }
    let stateChanged = newState.map { oldState?.sameBytes(as: $0) != true } ?? false
    guard stateChanged || !changed.isEmpty || written != nil || old == nil else { return (before, nil) }
    let action = try explanation(oldState: oldState, newState: newState, changed, written: written)
    return try complete(action, oldState: oldState, written: written)
  }

  /// Owned fields whose value differs from the newest commit.
  private func changedFields() -> [String] {
    let changed = workflow.ownedFields(changedBetween: old, and: document)
    guard let old, !changed.isEmpty, Loosening.isTightened(old, document, record.collection) else { return changed }
    // What becomes secret is told neutrally from then on: that needs no action.
    return changed.filter { field in
      !Loosening.demandsChange(of: field.split(separator: ".").map(String.init), from: old, in: record)
    }
  }

  /// Whether a standing action goes with changes of owned fields: an annulment puts back what the annulled one had set.
  private func mayChange(_ changed: [String], by written: TimelineEntry) -> Bool {
    let annulled = written.isAnnulment ? written.annuls.flatMap { workflow.action($0) } : nil
    return changed.allSatisfy { annulled?.changes($0) ?? false }
  }

  private func explanation(oldState: String?, newState: String?, _ changed: [String], written: TimelineEntry?)
    throws(Failure)
    -> Workflow.Action
  {
    if let written, let typed = written.action, workflow.action(named: typed) == nil {
      throw unknownAction(typed, written)
    }
    if let written, written.action == nil { throw namelessEntry(written) }
    let named = written?.action.flatMap { workflow.action(named: $0)?.name } ?? written?.action
    let choice = edits.chosenAction.flatMap { workflow.action(named: $0)?.name } ?? edits.chosenAction
    let document = self.document
    let edit = HandEdit(
      oldState: oldState, newState: newState, changedFields: changed, writtenAction: named ?? choice,
      field: { document.scalar($0) })
    let found = edit.explanations(in: workflow)
    if found.count == 1, let action = found.first { return action }
    if found.isEmpty, let choice, named == nil { try refuseChoice(choice, oldState, newState, changed) }
    if found.isEmpty, let written, let illegal = illegal(named, oldState, newState, written) { throw illegal }
    throw found.isEmpty ? none(oldState, newState, changed) : many(found)
  }

  /// Writes status, entry and told fields as `koja do` would have.
  private func complete(_ action: Workflow.Action, oldState: String?, written: TimelineEntry?) throws(Failure)
    -> (after: [UInt8], summary: ChangeSummary)
  {
    guard action.claims.isEmpty || claimed(action) else { throw needsNumber(action) }
    var steps: [YAMLEdit] = []
    if let to = action.to, document.string(at: "status").map({ !$0.sameBytes(as: to) }) ?? true {
      steps.append(.set(path: ["status"], value: .string(to)))
    }
    let moment = written?.at ?? edits.surroundings.now
    let fills = FilledFields(store: edits.store, at: moment).edits(action, document, of: record.collection)
    let present = fills.isEmpty ? document : YAMLReader.read(try apply(fills), path: record.path).document ?? document
    steps += fills
    let told = ChangeDesk.told(action, present, record.collection) + cleared(action)
    steps += ChangeDesk.clearing(action, document, record.collection).map { .remove(path: $0.path) }
    if let written {
      steps += try fill(written, action, told)
    } else {
      let now = edits.surroundings.now
      let began = old == nil ? record.collection.beginning(of: present, enteredAt: now) : nil
      var draft = TimelineEntryDraft(action: action, at: began ?? now, by: try by())
      let rule = Backdating(now: now, tolerance: edits.store.settings.tolerance)
      draft.recordedAt = began.map { rule.isLate($0) } ?? false ? now : nil
      draft.fields = told
      draft.note = edits.note
      steps.append(.append(path: [TimelineEntry.key], value: draft.value))
    }
    let after = try apply(steps)
    let changes = YAMLReader.read(after, path: record.path).document.map { FieldChange.between(old, $0) } ?? []
    let shown = old == nil ? record.collection.toldAtFirst(changes) : changes
    let rule = Backdating(now: edits.surroundings.now, tolerance: edits.store.settings.tolerance)
    let late = written?.at.flatMap { rule.isLate($0) ? $0 : nil }
    let text = written.flatMap { document.openNote(of: $0) }
    var summary = ChangeSummary(
      collection: record.collection, id: record.id, action: action.name, verb: action.done,
      states: (action.to ?? document.string(at: "status")).flatMap { to in
        oldState?.sameBytes(as: to) == true ? nil : (oldState, to)
      },
      fields: shown, note: edits.note ?? text, happenedAt: late)
    summary.reason = written?.reason
    return (after, summary)
  }

  /// What an action takes out, told where it was there before: in the newest commit, or in the text as it is.
  private func cleared(_ action: Workflow.Action) -> [(name: String, value: Value)] {
    ChangeDesk.cleared(action, old ?? document, record.collection)
  }

  /// Fills in what a hand-written entry leaves out.
  private func fill(_ entry: TimelineEntry, _ action: Workflow.Action, _ told: [(name: String, value: Value)])
    throws(Failure)
    -> [YAMLEdit]
  {
    let base = [TimelineEntry.key, String(TimelineEntry.all(in: document).count - 1)]
    var steps: [YAMLEdit] = []
    if entry.action.map({ !$0.sameBytes(as: action.name) }) ?? true {
      steps.append(.set(path: base + ["action"], value: .string(action.name)))
    }
    if document.value("at", in: entry.node) == nil {
      steps.append(.set(path: base + ["at"], value: .string(edits.surroundings.now.description)))
    }
    steps += try attest(entry, base)
    for (name, value) in told where !entry.fields.contains(where: { $0.name.sameBytes(as: name) }) {
      steps.append(.set(path: base + [name], value: value))
    }
    return steps
  }

  /// Who wrote a hand-written entry, and when, where that differs from who did it and when it happened.
  private func attest(_ entry: TimelineEntry, _ base: [String]) throws(Failure) -> [YAMLEdit] {
    var steps: [YAMLEdit] = []
    let officer = try by()
    if let written = entry.by {
      if !written.sameBytes(as: officer), !officer.isEmpty, document.value("entered_by", in: entry.node) == nil {
        steps.append(.set(path: base + ["entered_by"], value: .string(officer)))
      }
    } else if document.value("by", in: entry.node) == nil {
      steps.append(.set(path: base + ["by"], value: .string(officer)))
    }
    guard let at = entry.at else { return steps }
    let rule = Backdating(now: edits.surroundings.now, tolerance: edits.store.settings.tolerance)
    let isExplained = entry.reason != nil || edits.note != nil || document.value("note", in: entry.node) != nil
    if let objection = rule.objection(at, isExplained: isExplained) {
      throw refusal(
        rule.isFuture(at) ? "workflow/time" : "workflow/backdated", at: document.value("at", in: entry.node), objection,
        rule.isFuture(at)
          ? Phrase(
            id: "sekarang \(edits.surroundings.now); tulis waktu kejadiannya, atau hapus `at`",
            en: "it is now \(edits.surroundings.now); write when it happened, or take `at` out")
          : Phrase(id: "tambahkan `note` pada kejadian itu", en: "add a `note` to the entry"))
    }
    if rule.isLate(at), entry.recordedAt == nil {
      steps.append(.set(path: base + ["recorded_at"], value: .string(edits.surroundings.now.description)))
    }
    return steps
  }

  /// Several new entries at once: each must say its action; the check judges them.
  private func several(_ entries: [TimelineEntry], _ known: Int) throws(Failure) -> (
    after: [UInt8], summary: ChangeSummary?
  ) {
    let actions = entries.dropFirst(known).compactMap { $0.action.flatMap { workflow.action($0) } }
    guard let last = actions.last, entries.last?.action.map({ last.name.sameBytes(as: $0) }) ?? false else {
      return (before, nil)
    }
    var steps: [YAMLEdit] = []
    for index in known..<entries.count {
      let base = [TimelineEntry.key, String(index)]
      if document.value("at", in: entries[index].node) == nil {
        steps.append(.set(path: base + ["at"], value: .string(edits.surroundings.now.description)))
      }
      steps += try attest(entries[index], base)
    }
    steps += sets(entries, known, actions)
    for (entry, action) in zip(entries.dropFirst(known), actions) {
      let filled = FilledFields(store: edits.store, at: entry.at ?? edits.surroundings.now)
      steps += filled.edits(action, document, of: record.collection).filter { !steps.map(\.path).contains($0.path) }
    }
    steps += ChangeDesk.clearing(last, document, record.collection).map { .remove(path: $0.path) }
    if let to = last.to, document.string(at: "status").map({ !$0.sameBytes(as: to) }) ?? true {
      steps.append(.set(path: ["status"], value: .string(to)))
    }
    let after = try apply(steps)
    let oldState = old?.string(at: "status")
    let changes = FieldChange.between(old, document)
    let done = actions.map(\.done)
    return (
      after,
      ChangeSummary(
        collection: record.collection, id: record.id, action: last.name,
        verb: Phrase(id: done.map(\.id).joined(separator: ", "), en: done.map(\.en).joined(separator: ", ")),
        states: last.to.map { (oldState, $0) },
        fields: old == nil ? record.collection.toldAtFirst(changes) : changes, note: edits.note,
        happenedAt: entries.last?.at, trailers: actions.dropLast().map { ("Koja-Action", $0.name) })
    )
  }

  /// What the actions of several new entries set, for the last one that could have set it, unless one of them tells it.
  private func sets(_ entries: [TimelineEntry], _ known: Int, _ actions: [Workflow.Action]) -> [YAMLEdit] {
    let new = Array(zip(entries.indices.dropFirst(known), actions))
    let changed = Set(changedFields().map { Key($0) })
    var owners: [Key: (index: Int, value: Value)] = [:]
    for (index, action) in new {
      for (name, value) in ChangeDesk.told(action, document, record.collection) where changed.contains(Key(name)) {
        owners[Key(name)] = (index, value)
      }
      for (name, value) in cleared(action) { owners[Key(name)] = (index, value) }
    }
    return owners.sorted { ($0.value.index, $0.key) < ($1.value.index, $1.key) }.compactMap { name, owner in
      let isTold = new.contains { index, _ in entries[index].fields.contains { $0.name.sameBytes(as: name.string) } }
      return isTold
        ? nil : .set(path: [TimelineEntry.key, String(owner.index), name.string], value: owner.value)
    }
  }

  private func apply(_ steps: [YAMLEdit]) throws(Failure) -> [UInt8] {
    do throws(EditRefusal) {
      return try YAMLEditor.apply(steps, to: before, path: record.path, before: TimelineEntry.key)
    } catch {
      throw Failure(
        .findings, error.message, findings: error.place.map { [Finding("yaml/edit", at: $0, error.message)] } ?? [])
    }
  }

  private func by() throws(Failure) -> String {
    guard let officer = try edits.officer() else {
      throw Failure(
        .findings, Phrase(id: "pelaku perubahan ini tidak diketahui", en: "nobody knows who made this change"),
        hint: Phrase(
          id: "setel `git config user.email` ke surel seorang petugas",
          en: "set `git config user.email` to an officer's e-mail"))
    }
    return officer
  }

  /// A number that the record carries already needs no new claim; the check proves that it is claimed.
  private func claimed(_ action: Workflow.Action) -> Bool {
    let reference = ReferenceData(edits.store.catalogue, WorkTreeSource(edits.store.files))
    let register = reference.register(among: action.claims) { document.scalar($0) }
    return register.map { document.scalar($0.field) != nil } ?? false
  }

  // MARK: Refusals

  private func unknownState(_ typed: String) -> Failure {
    let near = Suggestion.name(
      nearestTo: typed, among: workflow.states.map { ($0.name, [$0.label.id, $0.label.en]) })
    return refusal(
      "workflow/status", at: document.value("status"),
      Phrase(id: "tidak ada keadaan `\(typed)` di alur ini", en: "this workflow has no state `\(typed)`"),
      near.map { Suggestion.question($0) }
        ?? workflow.choiceOfStates)
  }

  private func unknownAction(_ typed: String, _ entry: TimelineEntry) -> Failure {
    let near = Suggestion.name(
      nearestTo: typed, among: (workflow.initial + workflow.actions).map { ($0.name, [$0.label.id, $0.label.en]) })
    return refusal(
      "workflow/unknown-action", at: document.value("action", in: entry.node),
      Phrase(id: "tidak ada tindakan `\(typed)` di alur ini", en: "this workflow has no action `\(typed)`"),
      near.map { Suggestion.question($0) } ?? legalFromHere())
  }

  /// Throws where the change has an explanation, and the action that was chosen is none.
  private func refuseChoice(
    _ choice: String, _ oldState: String?, _ newState: String?, _ changed: [String]
  ) throws(Failure) {
    let document = self.document
    let edit = HandEdit(
      oldState: oldState, newState: newState, changedFields: changed, writtenAction: nil,
      field: { document.scalar($0) })
    let fitting = edit.explanations(in: workflow).map(\.name)
    guard let first = fitting.first else { return }
    throw refusal(
      "workflow/no-action", at: document.value("status"),
      Phrase(id: "`\(choice)` bukan perubahan ini", en: "`\(choice)` is not what was changed"),
      Phrase(
        id: "yang cocok: \(fitting.joined(separator: ", ")); misalnya `koja commit --action \(first)`",
        en: "what fits: \(fitting.joined(separator: ", ")); such as `koja commit --action \(first)`"))
  }

  private func namelessEntry(_ entry: TimelineEntry) -> Failure {
    refusal(
      "workflow/incomplete", at: entry.node,
      Phrase(id: "kejadian ini tidak menyebut tindakannya", en: "this entry does not name its action"),
      Phrase(
        id: "tulis `action: …` lebih dulu; \(legalFromHere().id)", en: "write `action: …` first; \(legalFromHere().en)")
    )
  }

  private func legalFromHere() -> Phrase {
    let state = old?.string(at: "status")
    return Workflow.choice(of: state.map { workflow.actions(from: $0) } ?? workflow.initial)
  }

  /// An entry of an action that may not be taken from here, where nobody has touched the state.
  private func illegal(_ name: String?, _ oldState: String?, _ newState: String?, _ entry: TimelineEntry) -> Failure? {
    guard let oldState, newState?.sameBytes(as: oldState) ?? false, let state = workflow.state(oldState)?.label,
      let action = name.flatMap({ workflow.action($0) }), !action.from.contains(where: { $0.sameBytes(as: oldState) })
    else { return nil }
    return refusal(
      "workflow/illegal-action", at: document.value("action", in: entry.node),
      Phrase(
        id: "`\(action.name)` tidak boleh dilakukan dari keadaan \(state.id)",
        en: "`\(action.name)` is not allowed from \(state.en)"),
      legalFromHere())
  }

  private func none(_ oldState: String?, _ newState: String?, _ changed: [String]) -> Failure {
    let from = oldState.flatMap { workflow.state($0)?.label } ?? Phrase(id: "awal", en: "the beginning")
    let to = newState.flatMap { workflow.state($0)?.label } ?? from
    let fields =
      changed.isEmpty
      ? Phrase("")
      : Phrase(
        id: " dengan perubahan \(changed.joined(separator: ", "))",
        en: " with changes of \(changed.joined(separator: ", "))")
    let at =
      changed.first.flatMap { document.node(at: $0.split(separator: ".").map(String.init)) } ?? document.value("status")
    return refusal(
      "workflow/no-action", at: oldState.map { Key($0) } == newState.map { Key($0) } ? at : document.value("status"),
      Phrase(
        id: "tidak ada tindakan dari \(from.id) ke \(to.id)\(fields.id)",
        en: "no action leads from \(from.en) to \(to.en)\(fields.en)"),
      legalFromHere())
  }

  private func many(_ actions: [Workflow.Action]) -> Failure {
    let names = actions.map(\.name).joined(separator: ", ")
    return refusal(
      "workflow/ambiguous", at: document.value("status"),
      Phrase(id: "perubahan ini bisa berarti \(names)", en: "this change can mean \(names)"),
      Phrase(
        id: "pilih: `koja commit --action \(actions.first?.name ?? "")`",
        en: "choose: `koja commit --action \(actions.first?.name ?? "")`"))
  }

  private func needsNumber(_ action: Workflow.Action) -> Failure {
    refusal(
      "workflow/number", at: document.value("status"),
      Phrase(
        id: "`\(action.name)` mengambil nomor, jadi tidak bisa ditulis tangan",
        en: "`\(action.name)` claims a number and cannot be written by hand"),
      Phrase(
        id: "kembalikan `status`, lalu `koja do \(record.id) \(action.name)`",
        en: "put `status` back, then `koja do \(record.id) \(action.name)`"))
  }

  private func refusal(_ code: String, at node: NodeIndex?, _ message: Phrase, _ hint: Phrase) -> Failure {
    let place = node.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
    return Failure(.findings, message, hint: hint, findings: [Finding(code, at: place, message, hint: hint)])
  }
}
