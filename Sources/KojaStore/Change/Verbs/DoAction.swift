internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// What a person says with `koja do` besides the action.
package struct ActionDetails: Sendable {
  /// Fields to set.
  package var assignments: [Assignment]
  /// Free text for the timeline and the commit.
  package var note: String?
  /// Who may read the text, where that is not the city's offices; what is closed to these does not go into the commit.
  package var audience: String?
  /// A reason, by code or label.
  package var reason: String?
  /// When it happened; nil for now.
  package var at: Timestamp?
  /// The number behind which the action's number is put in; nil for the next one.
  package var after: String?

  /// The details of an action.
  package init(
    assignments: [Assignment] = [], note: String? = nil, reason: String? = nil, at: Timestamp? = nil,
    after: String? = nil, audience: String? = nil
  ) {
    self.audience = audience
    self.assignments = assignments
    self.note = note
    self.reason = reason
    self.at = at
    self.after = after
  }
}

extension ChangeDesk {
  /// Prepares an action on a record; without a name it throws a failure that lists those that are allowed.
  package func act(
    _ typed: String?, on record: (collection: Collection, id: String, path: String), _ details: ActionDetails
  )
    throws(Failure) -> PlannedChange
  {
    let (bytes, document) = try store.read(record.path)
    try refuseUnjudged(record.path, bytes)
    try refuseWithdrawn(record, document)
    let (workflow, state, action) = try legalAction(typed, record, document)
    try refuseComputed(action, record, document)
    let given = try assigned(details.assignments, to: bytes, document, record) { target, assignment throws(Failure) in
      guard !action.sets.contains(where: { Self.isPart(target.top.name, of: $0) }) else { return }
      try refuseOwned(target.top, at: target.path, record)
    }
    try refuseIdleLoosening(action, record, document, try tree(given, path: record.path))
    let text = try filledIn(action, given, at: details.at ?? now, record)
    let filled = try tree(text, path: record.path)
    var entry = TimelineEntryDraft(action: action, at: details.at ?? now, by: try actor())
    try backdate(&entry, details, document)
    entry.reason = try details.reason.map { typed throws(Failure) in try reason(typed, for: action, workflow) }
    (entry.note, entry.audience) = (details.note, details.audience)
    let told = details.audience.map { Audience.internal.mayRead($0) } ?? true ? details.note : nil
    entry.fields = Self.told(action, filled, record.collection) + Self.cleared(action, filled, record.collection)
    let why =
      told
      ?? entry.reason.map { code in
        workflow.reasons.first { $0.code.sameBytes(as: code) }?.label[store.settings.language] ?? code
      }
    let wish = NumberWish(at: entry.at, after: details.after, reason: why)
    let files = try done(action, on: record, before: bytes, filled: text, entry, wish)
    let warnings = try check(files) + furtherBehind(details.after, files)
    // The commit holds the whole file: edits by hand that were waiting in it go along and are told.
    let old = try committed(record.path).map { bytes throws(Failure) in try tree(bytes, path: record.path) }
    var summary = ChangeSummary(
      collection: record.collection, id: record.id, action: action.name, verb: action.done,
      states: action.to.flatMap { $0.sameBytes(as: state) ? nil : (state, $0) },
      fields: FieldChange.between(old ?? document, try tree(files[0].after ?? [], path: record.path)),
      note: told,
      happenedAt: entry.recordedAt == nil ? nil : entry.at)
    summary.reason = entry.reason
    return PlannedChange(files: files, summary: summary, findings: warnings)
  }

  /// An action that makes something less secret has something to loosen.
  private func refuseIdleLoosening(
    _ action: Workflow.Action, _ record: (collection: Collection, id: String, path: String), _ old: Document,
    _ new: Document
  ) throws(Failure) {
    guard let first = action.loosens.first, !Loosening.isLooser(action.loosens, old, new, record.collection) else {
      return
    }
    throw Failure(
      .usage,
      Phrase(id: "tidak ada yang dilonggarkan oleh `\(action.name)` ini", en: "this `\(action.name)` loosens nothing"),
      hint: Phrase(
        id: "sebutkan isinya yang baru: `\(first)=…`; memperketat cukup dengan `koja set`",
        en: "say what it becomes: `\(first)=…`; `koja set` is enough to tighten"))
  }

  /// The scorecard by which an action takes other figures; nil where none does.
  func card(computing action: Workflow.Action, in collection: Collection) -> ScorecardDefinition? {
    let name = Array(action.name.utf8)
    return ScorecardDefinition.all(in: store.records) { $0.holds(name) }.first { card in
      card.collection.sameBytes(as: collection.name) && card.again?.sameBytes(as: action.name) ?? false
    }
  }

  /// What a scorecard computes again is not typed.
  private func refuseComputed(
    _ action: Workflow.Action, _ record: (collection: Collection, id: String, path: String), _ document: Document
  ) throws(Failure) {
    guard let card = card(computing: action, in: record.collection) else { return }
    let own = card.field(of: "scorecard").flatMap { document.scalar($0) } ?? card.name
    throw Failure(
      .findings,
      Phrase(
        id: "`\(action.name)` dilakukan oleh hitungan, bukan dengan tangan",
        en: "`\(action.name)` is done by computing, not by hand"),
      hint: Phrase(id: "pakai `koja evaluate \(own) --period …`", en: "use `koja evaluate \(own) --period …`"))
  }

  /// What an entry of an action tells of the fields that it sets.
  static func told(_ action: Workflow.Action, _ document: Document, _ collection: Collection) -> [(
    name: String, value: Value
  )] {
    action.sets.compactMap { name in
      guard let field = collection.field(name), field.isToldInTimeline, let node = document.node(at: field.path),
        document.kind(node) != .null
      else { return nil }
      return (name, document.value(of: node))
    }
  }

  /// What an entry of an action tells of the fields that it takes out of a record: that there is nothing any more.
  static func cleared(_ action: Workflow.Action, _ document: Document, _ collection: Collection) -> [(
    name: String, value: Value
  )] {
    Self.clearing(action, document, collection).filter(\.isToldInTimeline).map { ($0.name, .null) }
  }

  /// The fields of a record that an action takes out.
  static func clearing(_ action: Workflow.Action, _ document: Document, _ collection: Collection) -> [KojaSchema.Field]
  {
    action.clears.compactMap { name in collection.field(name) }.filter { document.node(at: $0.path) != nil }
  }

  /// The files of an action: the record, whose fields are set already, with its state and its entry; behind it the claim
  /// of the number that the action takes. Nothing is checked.
  func done(
    _ action: Workflow.Action, on record: (collection: Collection, id: String, path: String), before bytes: [UInt8],
    filled text: [UInt8], _ entry: TimelineEntryDraft, _ wish: NumberWish
  ) throws(Failure) -> [PlannedChange.FileEdit] {
    var (entry, edits, files) = (entry, [YAMLEdit](), [PlannedChange.FileEdit]())
    let filled = try tree(text, path: record.path)
    if let claim = try claim(action, for: (record.collection, record.id), document: filled, wish) {
      edits.append(claim.edit)
      files.append(claim.file)
      if action.sets.contains(where: { $0.sameBytes(as: claim.field) }) {
        entry.fields.append((claim.field, claim.number))
      }
    }
    edits += Self.clearing(action, filled, record.collection).map { .remove(path: $0.path) }
    if let to = action.to { edits.append(.set(path: ["status"], value: .string(to))) }
    edits.append(.append(path: [TimelineEntry.key], value: entry.value))
    let after = try edited(text, edits, path: record.path)
    return [PlannedChange.FileEdit(path: record.path, before: bytes, after: after)] + files
  }

  func legalAction(
    _ typed: String?, _ record: (collection: Collection, id: String, path: String), _ document: Document
  ) throws(Failure) -> (workflow: Workflow, state: String, action: Workflow.Action) {
    guard let workflow = record.collection.workflow else {
      throw Failure(
        .usage,
        Phrase(id: "\(record.collection.label.id) tidak punya alur", en: "\(record.collection.name) have no workflow"),
        hint: Phrase(id: "pakai `koja set \(record.id) …`", en: "use `koja set \(record.id) …`"))
    }
    let state = document.string(at: "status") ?? ""
    let legal = workflow.actions(from: state).filter { $0.when.admits { document.scalar($0) } }
    let remark = Workflow.Standing.remark
    guard let typed else {
      let label = workflow.state(state)?.label ?? Phrase(state)
      throw Failure(
        .usage,
        Phrase(
          id: "tindakan apa? keadaannya sekarang \(label.id)", en: "which action? its state is now \(label.en)"),
        hint: Workflow.choice(of: legal))
    }
    guard
      let action = (legal + [remark]).first(where: { $0.name.sameBytes(as: typed) })
        ?? (legal + [remark]).first(where: { $0.label.matches(typed) || $0.done.matches(typed) })
    else {
      let label = workflow.state(state)?.label ?? Phrase(state)
      if workflow.action(named: typed)?.name == Workflow.Standing.annul.name {
        throw Failure(
          .usage,
          Phrase(
            id: "kejadian dibatalkan bersama perubahannya", en: "an entry is annulled together with its commit"),
          hint: Phrase(
            id: "`koja undo COMMIT --reason …`; `koja log \(record.id)` menyebut perubahannya",
            en: "`koja undo COMMIT --reason …`; `koja log \(record.id)` names the commits"))
      }
      if let known = workflow.action(named: typed) {
        throw Failure(
          .findings,
          Phrase(
            id: "`\(known.name)` tidak boleh dilakukan dari keadaan \(label.id)",
            en: "`\(known.name)` is not allowed from \(label.en)"),
          hint: Workflow.choice(of: legal))
      }
      let near = Suggestion.name(nearestTo: typed, among: legal.map { ($0.name, [$0.label.id, $0.label.en]) })
      throw Failure(
        .usage, Phrase(id: "tidak ada tindakan `\(typed)`", en: "there is no action `\(typed)`"),
        hint: near.map { Suggestion.question($0) }
          ?? Workflow.choice(of: legal))
    }
    return (workflow, state, action)
  }

  /// An entry that is entered much later than it happened says so and why.
  private func backdate(_ entry: inout TimelineEntryDraft, _ details: ActionDetails, _ document: Document)
    throws(Failure)
  {
    guard let at = details.at else { return }
    let rule = Backdating(now: now, tolerance: store.settings.tolerance)
    if let objection = rule.objection(at, isExplained: details.note != nil || details.reason != nil) {
      throw Failure(
        .usage, objection,
        hint: rule.isFuture(at)
          ? Phrase(id: "periksa `--at`", en: "look at `--at`") : Phrase(id: "tambahkan `--note`", en: "add `--note`"))
    }
    guard rule.isLate(at) else { return }
    entry.recordedAt = now
  }

  private func reason(_ typed: String, for action: Workflow.Action, _ workflow: Workflow) throws(Failure) -> String {
    let fitting = workflow.reasons(for: action)
    func isMeant(_ reason: Workflow.Reason) -> Bool { reason.code.sameBytes(as: typed) || reason.label.matches(typed) }
    if let reason = fitting.first(where: isMeant) { return reason.code }
    if let other = workflow.reasons.first(where: isMeant) {
      throw Failure(
        .findings,
        Phrase(
          id: "`\(other.code)` (\(other.label.id)) bukan alasan untuk `\(action.name)`",
          en: "`\(other.code)` (\(other.label.en)) is no reason for `\(action.name)`"),
        hint: workflow.choiceOfReasons(for: action))
    }
    let near = workflow.reason(nearestTo: typed, for: action)
    throw Failure(
      .usage, Phrase(id: "tidak ada alasan `\(typed)`", en: "there is no reason `\(typed)`"),
      hint: near.map { Suggestion.question($0) } ?? workflow.choiceOfReasons(for: action))
  }
}
