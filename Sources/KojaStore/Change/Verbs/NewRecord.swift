package import KojaModel
internal import KojaCivic
internal import KojaSchema
internal import KojaYAML

/// When a record began, if not now, what there is to say about that, and behind which number its own is put in.
package struct Happening: Sendable {
  let at: Timestamp?
  let note: String?
  let after: String?

  /// A beginning.
  package init(at: Timestamp?, note: String?, after: String? = nil) {
    (self.at, self.note, self.after) = (at, note, after)
  }
}

extension ChangeDesk {
  /// Prepares a new record.
  ///
  /// - Parameters:
  ///   - id: The id of a record whose collection has slugs or codes; minted ids are made here.
  ///   - draft: Fields from a file, before the assignments.
  ///   - happened: When it began, if not now; the clocks count from there.
  /// - Returns: The change and the id.
  package func newRecord(
    in collection: Collection, id given: String?, _ assignments: [Assignment], draft: Document?, note: String?,
    happened: Happening? = nil
  ) throws(Failure) -> (change: PlannedChange, id: String) {
    let made = try composed(collection, given, try members(of: collection, assignments, draft), note, happened)
    var change = made.change
    change.findings = try check(change.files) + furtherBehind(happened?.after, change.files)
    return (change, made.id)
  }

  /// Puts a new record together, unchecked.
  private func composed(
    _ collection: Collection, _ given: String?, _ members: Members, _ note: String?, _ happened: Happening? = nil
  ) throws(Failure) -> (change: PlannedChange, id: String) {
    let draft = Document(members.value)
    let (id, path) = try place(given ?? collection.id { draft.scalar($0) }, in: collection)
    var composer = try composer(for: collection)
    if let happened { try backdate(&composer, happened) }
    let begun = try composer.begin(members)
    var files: [PlannedChange.FileEdit] = []
    var claimed: (field: String, number: Value)?
    if let action = begun.action,
      let claim = try claim(
        action, for: (collection, id), document: begun.draft,
        NumberWish(at: composer.now, after: happened?.after, reason: happened?.note ?? note))
    {
      claimed = (claim.field, claim.number)
      files.append(claim.file)
    }
    let text = composer.text(begun, claimed: claimed)
    files.insert(PlannedChange.FileEdit(path: path, before: nil, after: text), at: 0)
    return (
      PlannedChange(
        files: files,
        summary: composer.summary(id, begun, try tree(text, path: path), note: note)), id
    )
  }

  /// Who puts together what this desk makes now. Throws where a workflow needs somebody and nobody is known.
  func composer(for collection: Collection) throws(Failure) -> RecordComposer {
    RecordComposer(
      collection: collection, now: now, officer: collection.workflow == nil ? "" : try actor(),
      tolerance: store.settings.tolerance)
  }

  /// Dates a new record; what is entered much later than it happened says so and why, as with every other action.
  private func backdate(_ composer: inout RecordComposer, _ happened: Happening) throws(Failure) {
    guard composer.collection.workflow != nil else {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(composer.collection.name)` tidak punya alur, jadi tidak ada kejadian yang berwaktu",
          en: "`\(composer.collection.name)` has no workflow, so there is no event to date"))
    }
    composer.remark = happened.note
    guard let at = happened.at else { return }
    let rule = Backdating(now: now, tolerance: store.settings.tolerance)
    if let objection = rule.objection(at, isExplained: happened.note != nil) {
      throw Failure(
        .usage, objection,
        hint: rule.isFuture(at)
          ? Phrase(id: "periksa `--at`", en: "look at `--at`") : Phrase(id: "tambahkan `--note`", en: "add `--note`"))
    }
    (composer.now, composer.isDated) = (at, true)
    if rule.isLate(at) { composer.recordedAt = now }
  }

  /// The id of a new record and where it will lie. Throws where it is there already.
  private func place(_ given: String?, in collection: Collection) throws(Failure) -> (id: String, path: String) {
    let id = try identifier(collection, given)
    guard let path = collection.path(of: id) else { throw Self.wrongID(id, collection) }
    guard store.files.stamp(path) == nil, try committed(path) == nil else {
      throw Failure(
        .findings, Phrase(id: "`\(id)` sudah ada", en: "`\(id)` exists already"),
        hint: Phrase(id: "ubah dengan `koja set \(id) …`", en: "change it with `koja set \(id) …`"))
    }
    return (id, path)
  }

  /// What assignments make of the fields of a draft.
  private func members(of collection: Collection, _ assignments: [Assignment], _ draft: Document?) throws(Failure)
    -> Members
  {
    let typing = FieldTyping(collection, offset: store.settings.offset)
    var members = Members(draft.map { $0.value(of: Document.root) })
    // What others say of a record they say once it is known which they are.
    let all = try typing.settled(assignments)
    for assignment in all.filter({ !typing.isLent($0) }) + all.filter({ typing.isLent($0) }) {
      let present = Document(members.value)
      let target = try typing.target(assignment.field, in: present) {
        store.lentFields(in: present, of: collection)
      }
      for edit in try typing.edits(assignment, at: target, in: present) {
        switch edit {
        case .set(let path, let value): members.set(path[...], value)
        case .append(let path, let value): members.append(path[...], value)
        case .remove(let path): members.remove(path[...])
        case .rename: break
        }
      }
    }
    return members
  }

  /// A draft for a text editor, with the fields that are known already. Throws where the id cannot be taken.
  package func newDraft(
    in collection: Collection, id: String?, _ assignments: [Assignment], draft: Document?
  ) throws(Failure) -> NewDraft {
    _ = try place(id, in: collection)
    return NewDraft(store, collection, try members(of: collection, assignments, draft).value)
  }

  /// Prepares a new record that was typed as a whole: what koja adds (date, number, state, timeline) goes into the text,
  /// whose comments and order stay.
  package func newRecord(in collection: Collection, id: String?, text: [UInt8], note: String?) throws(Failure) -> (
    change: PlannedChange, id: String
  ) {
    let draft = try DraftReader.read(text, path: collection.name)
    let made = try composed(collection, id, Members(draft.value(of: Document.root)), note)
    guard let first = made.change.files.first, let whole = first.after else { return made }
    let document = try tree(whole, path: first.path)
    var edits: [YAMLEdit] = FieldChange.between(draft, document).compactMap { change in
      let path = change.field.split(separator: ".").map(String.init)
      return change.new.map { .set(path: path, value: $0) }
    }
    for key in ["status", TimelineEntry.key] {
      if let node = document.value(key) { edits.append(.set(path: [key], value: document.value(of: node))) }
    }
    var files = made.change.files
    files[0] = PlannedChange.FileEdit(path: first.path, before: nil, after: try edited(text, edits, path: first.path))
    return (PlannedChange(files: files, summary: made.change.summary, findings: try check(files)), made.id)
  }

  func identifier(_ collection: Collection, _ given: String?, taken: Set<Key> = []) throws(Failure) -> String {
    guard collection.ids.prefix != nil else {
      guard let given else {
        throw Failure(
          .usage,
          Phrase(id: "catatan \(collection.label.id) memerlukan id", en: "a record of \(collection.name) needs an id"),
          hint: Phrase(id: "sebutkan dengan `--id`", en: "name it with `--id`"))
      }
      return given
    }
    if let given { return given }
    for _ in 0..<32 {
      guard let id = collection.ids.mint(on: now.date, bits: session.surroundings.randomBits) else { break }
      if !taken.contains(Key(id)), let path = collection.path(of: id), store.files.stamp(path) == nil { return id }
    }
    throw Failure(.bug, Phrase(id: "tidak berhasil membuat id baru", en: "could not make a new id"))
  }

  static func wrongID(_ id: String, _ collection: Collection) -> Failure {
    Failure(
      .usage,
      Phrase(id: "`\(id)` bukan id untuk `\(collection.name)`", en: "`\(id)` is not an id of `\(collection.name)`"),
      hint: Phrase(id: "bentuknya: \(collection.ids.form.id)", en: "their form: \(collection.ids.form.en)"))
  }
}
