internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Puts new records of a collection together: the date, the initial action, the timeline, the order of the keys.
struct RecordComposer: Sendable {
  let collection: Collection
  /// When they begin: the present, if neither somebody nor their own date says otherwise.
  var now: Timestamp
  /// Who enters them; empty for nobody.
  let officer: String
  /// How much later is still the same time, in seconds.
  let tolerance: Int
  /// Whether somebody said when they begin.
  var isDated = false
  /// When they are entered, where that is much later.
  var recordedAt: Timestamp?
  /// What the first entry says besides.
  var remark: String?

  /// A record that knows how it begins and has no number yet.
  struct Begun: Sendable {
    /// Its fields.
    var members: Members
    /// The same as a tree.
    let draft: Document
    /// The initial action, where there is a workflow, and the state that it leads to.
    let action: Workflow.Action?
    let state: String?
    /// When it began, and when it is entered where that is much later.
    let at: Timestamp
    let recordedAt: Timestamp?
  }

  /// Dates a record and finds the action that it begins with. Throws where none fits.
  func begin(_ given: Members) throws(Failure) -> Begun {
    var members = given
    dateIfMissing(&members)
    presetIfMissing(&members)
    let draft = Document(members.value)
    guard let workflow = collection.workflow else {
      return Begun(members: members, draft: draft, action: nil, state: nil, at: now, recordedAt: recordedAt)
    }
    guard let action = workflow.initial.first(where: { $0.when.admits { draft.scalar($0) } }), let state = action.to
    else {
      let forms = workflow.initial.flatMap {
        $0.when.conditions.map { "\($0.field)=\($0.values.joined(separator: "|"))" }
      }
      throw Failure(
        .findings,
        Phrase(id: "tidak jelas bagaimana catatan ini dimulai", en: "it is not clear how this record begins"),
        hint: Phrase(id: "isi \(forms.joined(separator: " / "))", en: "give \(forms.joined(separator: " / "))"))
    }
    try refuseForeign(given, workflow, action, state)
    let own = isDated ? nil : collection.beginning(of: draft, enteredAt: now)
    let isLate = own.map { Backdating(now: now, tolerance: tolerance).isLate($0) } ?? false
    return Begun(
      members: members, draft: draft, action: action, state: state, at: own ?? now,
      recordedAt: isLate ? now : recordedAt)
  }

  /// A new record begins at the beginning: its state, its timeline and what later actions own come about by those.
  private func refuseForeign(_ given: Members, _ workflow: Workflow, _ action: Workflow.Action, _ state: String)
    throws(Failure)
  {
    func value(_ name: String) -> Value? {
      given.value(name.split(separator: ".").map(String.init)[...]).flatMap { if case .null = $0 { nil } else { $0 } }
    }
    if value(TimelineEntry.key) != nil {
      throw Failure(
        .findings,
        Phrase(
          id: "catatan baru dimulai tanpa `\(TimelineEntry.key)`; kejadian pertamanya `\(action.name)`",
          en: "a new record begins without `\(TimelineEntry.key)`; its first entry is `\(action.name)`"),
        hint: Phrase(
          id: "buat tanpa itu, lalu catat kejadian berikutnya dengan `koja do ID …` (`--at` menyebut waktunya)",
          en: "make it without, then enter what happened after by `koja do ID …` (`--at` tells when)"))
    }
    if let typed = value("status")?.string, !(workflow.state(named: typed)?.name.sameBytes(as: state) ?? false) {
      throw Failure(
        .findings,
        Phrase(
          id: "catatan baru dimulai dengan `status: \(state)`, bukan `\(typed)`",
          en: "a new record begins with `status: \(state)`, not `\(typed)`"),
        hint: Phrase(
          id:
            "buat tanpa `status`, lalu `koja do ID …`; dari sana \(Workflow.choice(of: workflow.actions(from: state)).id)",
          en:
            "make it without `status`, then `koja do ID …`; from there \(Workflow.choice(of: workflow.actions(from: state)).en)"
        ))
    }
    let own = Set(action.sets.map { Key($0) })
    for name in workflow.ownedFields where !own.contains(Key(name)) && value(name) != nil {
      let owners = workflow.actions.filter { $0.sets.contains { $0.sameBytes(as: name) } }.map(\.name)
      throw Failure(
        .findings,
        Phrase(
          id: "`\(name)` hanya berubah lewat tindakan, dan `\(action.name)` tidak mengisinya",
          en: "`\(name)` changes by an action only, and `\(action.name)` does not set it"),
        hint: Phrase(
          id: "buat tanpa itu, lalu \(owners.map { "`koja do ID \($0) \(name)=…`" }.joined(separator: " / "))",
          en: "make it without, then \(owners.map { "`koja do ID \($0) \(name)=…`" }.joined(separator: " / "))"))
    }
  }

  /// The text of a record, with the number that it claimed.
  func text(_ begun: Begun, claimed: (field: String, number: Value)?) -> [UInt8] {
    var members = begun.members
    if let claimed { members.set(claimed.field.split(separator: ".").map(String.init)[...], claimed.number) }
    if let action = begun.action, let state = begun.state {
      var entry = TimelineEntryDraft(action: action, at: begun.at, by: officer)
      (entry.recordedAt, entry.note) = (begun.recordedAt, remark)
      entry.fields = ChangeDesk.told(action, begun.draft, collection)
      if let claimed, action.sets.contains(where: { $0.sameBytes(as: claimed.field) }) {
        entry.fields.append((claimed.field, claimed.number))
      }
      members.set(["status"], .string(state))
      members.set([TimelineEntry.key], .array([entry.value]))
    }
    return Array(YAMLWriter.text(of: members.ordered(as: collection.fields)).utf8)
  }

  /// What a new record did, in words: what names it and sorts it in, see ``Collection/toldAtFirst(_:)``.
  func summary(_ id: String, _ begun: Begun, _ document: Document, note: String?) -> ChangeSummary {
    ChangeSummary(
      collection: collection, id: id, action: begun.action?.name,
      verb: begun.action?.done ?? ChangeSummary.Plain.created, states: begun.state.map { (nil, $0) },
      fields: collection.toldAtFirst(FieldChange.between(nil, document)), note: note,
      happenedAt: begun.recordedAt == nil ? nil : begun.at)
  }

  /// Fields that the schema has a `default` for, where nobody gave them: those whose mapping is there, or must be.
  private func presetIfMissing(_ members: inout Members) {
    for field in collection.fields {
      guard let preset = field.preset, members.value(field.path[...]) == nil else { continue }
      let isWanted = (1..<field.path.count).allSatisfy { count in
        let above = field.path.prefix(count)
        return members.value(above) != nil
          || collection.field(above.joined(separator: "."))?.isRequired ?? false
      }
      if isWanted { members.set(field.path[...], preset) }
    }
  }

  /// The field that dates the records of a collection is the present where nobody gave it.
  private func dateIfMissing(_ members: inout Members) {
    guard let name = collection.dateField, let field = collection.field(name), field.isRequired,
      members.value(field.path[...]) == nil
    else { return }
    switch field.format {
    case "date-time": members.set(field.path[...], .string(now.description))
    case "date": members.set(field.path[...], .string(now.date.description))
    default: break
    }
  }
}
