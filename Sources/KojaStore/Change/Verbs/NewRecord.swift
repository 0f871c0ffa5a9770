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
        case .rename: break
        }
      }
    }
    let composer = RecordComposer(
      collection: collection, now: now, officer: collection.workflow == nil ? "" : try actor())
    let begun = try composer.begin(members)
    var files: [PlannedChange.FileEdit] = []
    var claimed: (field: String, number: Value)?
    if let action = begun.action,
      let claim = try claim(action, for: (collection, id), document: begun.draft, NumberWish(at: now))
    {
      claimed = (claim.field, claim.number)
      files.append(claim.file)
    }
    let text = composer.text(begun, claimed: claimed)
    files.insert(PlannedChange.FileEdit(path: path, before: nil, after: text), at: 0)
    let warnings = try check(files)
    return (
      PlannedChange(
        files: files,
        summary: composer.summary(id, begun.action, begun.state, try tree(text, path: path), note: note),
        findings: warnings), id
    )
  }

  func identifier(_ collection: Collection, _ given: String?, taken: Set<Key> = []) throws(Failure) -> String {
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
