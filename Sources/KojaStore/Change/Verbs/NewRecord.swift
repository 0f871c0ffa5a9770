package import KojaModel
internal import KojaCivic
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares a new record.
  ///
  /// - Parameters:
  ///   - id: The id of a record whose collection has slugs or codes; minted ids are made here.
  ///   - draft: Fields from a file, before the assignments.
  /// - Returns: The change and the id.
  package func newRecord(
    in collection: Collection, id given: String?, _ assignments: [Assignment], draft: Document?, note: String?
  ) throws(Failure) -> (change: PlannedChange, id: String) {
    let id = try identifier(collection, given)
    guard let path = collection.path(of: id) else { throw Self.wrongID(id, collection) }
    guard store.files.stamp(path) == nil, try committed(path) == nil else {
      throw Failure(
        .findings, Phrase(id: "`\(id)` sudah ada", en: "`\(id)` exists already"),
        hint: Phrase(id: "ubah dengan `koja set \(id) …`", en: "change it with `koja set \(id) …`"))
    }
    let typing = FieldTyping(collection, offset: store.settings.offset)
    var members = Members(draft.map { $0.value(of: Document.root) })
    for assignment in assignments {
      let present = Document(members.value)
      let target = try typing.target(assignment.field, in: present)
      for edit in try typing.edits(assignment, at: target, in: present) {
        switch edit {
        case .set(let path, let value): members.set(path[...], value)
        case .append(let path, let value): members.append(path[...], value)
        case .remove(let path): members.remove(path[...])
        }
      }
    }
    dateIfMissing(collection, &members)
    guard let workflow = collection.workflow else {
      let file = PlannedChange.FileEdit(
        path: path, before: nil, after: Self.text(members.ordered(as: collection.fields)))
      return (try plan(collection, id, [file], action: nil, states: nil, note: note), id)
    }
    return (try begin(workflow, collection, id, path, members, note: note), id)
  }

  /// A record with a workflow begins with its initial action.
  private func begin(
    _ workflow: Workflow, _ collection: Collection, _ id: String, _ path: String, _ given: Members, note: String?
  ) throws(Failure) -> PlannedChange {
    var members = given
    let draft = try tree(Self.text(members.value), path: path)
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
    let told = action.sets.compactMap { name -> (String, Value)? in
      guard let field = collection.field(name), field.isToldInTimeline, let node = draft.node(at: field.path) else {
        return nil
      }
      return (name, draft.value(of: node))
    }
    var entry = TimelineEntryDraft(action: action, at: now, by: try actor())
    entry.fields = told
    var files: [PlannedChange.FileEdit] = []
    if let claim = try claim(action, for: (collection, id), document: draft, at: now) {
      members.set(claim.field.split(separator: ".").map(String.init)[...], claim.number)
      if action.sets.contains(where: { $0.sameBytes(as: claim.field) }) {
        entry.fields.append((claim.field, claim.number))
      }
      files.append(claim.file)
    }
    members.set(["status"], .string(state))
    members.set([TimelineEntry.key], .array([entry.value]))
    files.insert(
      PlannedChange.FileEdit(path: path, before: nil, after: Self.text(members.ordered(as: collection.fields))), at: 0)
    return try plan(collection, id, files, action: action, states: (nil, state), note: note)
  }

  private func plan(
    _ collection: Collection, _ id: String, _ files: [PlannedChange.FileEdit], action: Workflow.Action?,
    states: (from: String?, to: String)?, note: String?
  ) throws(Failure) -> PlannedChange {
    let warnings = try check(files)
    // The text itself is the best description of a new record: only what an action owns is told.
    let document = try tree(files[0].after ?? [], path: files[0].path)
    let owned = collection.workflow?.ownedFields ?? []
    let fields = FieldChange.between(nil, document).filter { change in owned.contains { $0.sameBytes(as: change.field) }
    }
    return PlannedChange(
      files: files,
      summary: ChangeSummary(
        collection: collection, id: id, action: action?.name, verb: action?.done ?? ChangeSummary.Plain.created,
        states: states, fields: fields, note: note, happenedAt: nil),
      findings: warnings)
  }

  private func identifier(_ collection: Collection, _ given: String?) throws(Failure) -> String {
    guard let prefix = collection.ids.prefix else {
      guard let given else {
        throw Failure(
          .usage,
          Phrase(id: "catatan \(collection.label.id) memerlukan id", en: "a record of \(collection.name) needs an id"),
          hint: Phrase(id: "sebutkan dengan `--id`", en: "name it with `--id`"))
      }
      return given
    }
    if let given { return given }
    let (year, month, _) = now.date.parts
    for _ in 0..<32 {
      let id = CaseID(prefix: prefix, year: year, month: month, bits: session.surroundings.randomBits()).text
      if let path = collection.path(of: id), store.files.stamp(path) == nil { return id }
    }
    throw Failure(.bug, Phrase(id: "tidak berhasil membuat id baru", en: "could not make a new id"))
  }

  private static func wrongID(_ id: String, _ collection: Collection) -> Failure {
    Failure(
      .usage,
      Phrase(id: "`\(id)` bukan id untuk `\(collection.name)`", en: "`\(id)` is not an id of `\(collection.name)`"),
      hint: Phrase(id: "bentuknya: \(collection.ids.form.id)", en: "their form: \(collection.ids.form.en)"))
  }

  /// The field that dates the records of a collection is the present where nobody gave it.
  private func dateIfMissing(_ collection: Collection, _ members: inout Members) {
    guard let name = collection.dateField, let field = collection.field(name), field.isRequired,
      members.value(field.path[...]) == nil
    else { return }
    switch field.format {
    case "date-time": members.set(field.path[...], .string(now.description))
    case "date": members.set(field.path[...], .string(now.date.description))
    default: break
    }
  }

  static func text(_ value: Value) -> [UInt8] { Array(YAMLWriter.text(of: value).utf8) }
}
