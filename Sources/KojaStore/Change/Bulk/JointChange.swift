internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// New records and changes of those that are there, made together: they may refer to one another, and all of them are in
/// the history or none is.
struct JointChange {
  private let desk: ChangeDesk
  private var files: [PlannedChange.FileEdit] = []
  private var made: [ChangeSummary] = []
  private var changed: [ChangeSummary] = []
  private var taken: Set<Key> = []
  private var claims: [String: SerialClaims] = [:]

  /// A batch without records.
  init(_ desk: ChangeDesk) { self.desk = desk }

  /// Whether there is nothing to do.
  var isEmpty: Bool { files.isEmpty }

  /// A new record, whose id is minted where none is given. Returns the id.
  mutating func add(_ members: Members, to collection: Collection, id given: String? = nil) throws(Failure) -> String {
    let id = try desk.identifier(collection, given, taken: taken)
    guard let path = collection.path(of: id) else { throw ChangeDesk.wrongID(id, collection) }
    taken.insert(Key(id))
    let composer = try desk.composer(for: collection)
    let begun = try composer.begin(members)
    var claimed: (field: String, number: Value)?
    var claim: PlannedChange.FileEdit?
    if let action = begun.action, !action.claims.isEmpty {
      let serials = claims[collection.name] ?? SerialClaims(desk, collection)
      claims[collection.name] = serials
      if let taken = try serials.next(action, id, begun.draft) {
        (claimed, claim) = ((taken.field, .string(taken.number)), taken.file)
      }
    }
    let text = composer.text(begun, claimed: claimed)
    files.append(PlannedChange.FileEdit(path: path, before: nil, after: text))
    if let claim { files.append(claim) }
    made.append(
      composer.summary(id, begun, try desk.tree(text, path: path), note: nil))
    return id
  }

  /// An action on a record that is there, with the fields that it sets. The action must not claim a number: what it would
  /// take is not known before the batch is made.
  mutating func act(
    _ name: String, on record: (collection: Collection, id: String, path: String),
    _ fields: [(name: String, value: Value)],
    note: String? = nil
  ) throws(Failure) {
    let (bytes, document) = try desk.store.read(record.path)
    try desk.refuseWithdrawn(record, document)
    let (_, state, action) = try desk.legalAction(name, record, document)
    guard action.claims.isEmpty else {
      throw Failure(
        .findings,
        Phrase(
          id: "`\(action.name)` mengambil nomor, jadi tidak dapat dilakukan untuk banyak catatan",
          en: "`\(action.name)` takes a number and cannot be done for many records"),
        hint: Phrase(id: "lakukan satu per satu dengan `koja do`", en: "do it one by one with `koja do`"))
    }
    let text = try desk.filledIn(action, try filled(bytes, document, fields, record), at: desk.now, record)
    let present = try desk.tree(text, path: record.path)
    var entry = TimelineEntryDraft(action: action, at: desk.now, by: try desk.actor())
    entry.fields = ChangeDesk.told(action, present, record.collection)
    entry.note = note
    let done = try desk.done(
      action, on: record, before: bytes, filled: text, entry, NumberWish(at: entry.at, reason: note))
    files += done
    changed.append(
      ChangeSummary(
        collection: record.collection, id: record.id, action: action.name, verb: action.done,
        states: action.to.flatMap { $0.sameBytes(as: state) ? nil : (state, $0) },
        fields: FieldChange.between(document, try desk.tree(done[0].after ?? [], path: record.path)), note: note,
        happenedAt: nil))
  }

  /// Fields of a record that is there, which no action owns.
  mutating func set(
    _ fields: [(name: String, value: Value)], on record: (collection: Collection, id: String, path: String)
  ) throws(Failure) {
    let (bytes, document) = try desk.store.read(record.path)
    try desk.refuseWithdrawn(record, document)
    for (name, _) in fields {
      if let field = record.collection.field(name) { try desk.refuseOwned(field, at: field.path, record) }
    }
    let after = try filled(bytes, document, fields, record)
    files.append(PlannedChange.FileEdit(path: record.path, before: bytes, after: after))
    changed.append(
      ChangeSummary(
        collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.changed, states: nil,
        fields: FieldChange.between(document, try desk.tree(after, path: record.path)), note: nil, happenedAt: nil))
  }

  private func filled(
    _ bytes: [UInt8], _ document: Document, _ fields: [(name: String, value: Value)],
    _ record: (collection: Collection, id: String, path: String)
  ) throws(Failure) -> [UInt8] {
    let edits = fields.compactMap { name, value -> YAMLEdit? in
      let path = name.split(separator: ".").map(String.init)
      if let node = document.node(at: path), document.value(of: node).isSame(as: value) { return nil }
      return .set(path: path, value: value)
    }
    return try desk.edited(bytes, edits, path: record.path)
  }

  /// The change, checked as a whole. What it says counts the new records, and where there are none those that changed.
  func planned(_ verb: Phrase? = nil, note: String?, trailers: [(name: String, value: String)] = []) throws(Failure)
    -> PlannedChange?
  {
    guard let first = made.first ?? changed.first else { return nil }
    try desk.refuseUncommitted(
      Dictionary(
        files.compactMap { file in file.before.map { (file.path, $0) } }, uniquingKeysWith: { first, _ in first }))
    let findings = try desk.check(files)
    let language = desk.store.settings.language
    var batch = BatchSummary(
      first.collection, verb ?? first.verb, records: (made + changed).map { "\($0.collection.name)/\($0.id)" })
    batch.counted = made.isEmpty ? nil : made.count
    batch.lines = changed.map { $0.title(language) }
    batch.note = note
    batch.trailers = trailers
    return PlannedChange(files: files, summary: first, findings: findings, batch: batch)
  }
}
