internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares a change of fields that no action owns; nil when nothing would change.
  package func setFields(
    of record: (collection: Collection, id: String, path: String), _ assignments: [Assignment], note: String?
  )
    throws(Failure) -> PlannedChange?
  {
    let (bytes, document) = try store.read(record.path)
    try refuseWithdrawn(record, document)
    let after = try assigned(assignments, to: bytes, document, record)
    guard after != bytes else { return nil }
    let old = try committed(record.path).map { bytes throws(Failure) in try tree(bytes, path: record.path) } ?? document
    let new = try tree(after, path: record.path)
    let files =
      try [PlannedChange.FileEdit(path: record.path, before: bytes, after: after)]
      + store.retoldClaims(of: record, from: document, to: new)
    let warnings: [Finding]
    do throws(Failure) { warnings = try check(files) } catch {
      throw Loosening.isTightened(document, new, record.collection) ? Self.advised(error, record.id) : error
    }
    return PlannedChange(
      files: files,
      summary: ChangeSummary(
        collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.changed, states: nil,
        fields: FieldChange.between(old, new), note: note, happenedAt: nil),
      findings: warnings)
  }

  /// Says that what stands in the way of secrecy, such as a note of an entry, may be put neutrally in the same edit.
  private static func advised(_ refusal: Failure, _ id: String) -> Failure {
    var refusal = refusal
    refusal.hint = Phrase(
      id:
        "dalam satu suntingan dengan kerahasiaannya, isi, hasil, dan catatan lama boleh dinetralkan: `koja edit \(id)`",
      en:
        "in one edit with its secrecy, texts, results and notes that are there may be made neutral: `koja edit \(id)`")
    return refusal
  }

  /// The text of a record with fields set that no action owns, one after the other: a position in a list is that which
  /// the assignments before have left.
  func assigned(
    _ assignments: [Assignment], to bytes: [UInt8], _ document: Document,
    _ record: (collection: Collection, id: String, path: String)
  ) throws(Failure) -> [UInt8] {
    try assigned(assignments, to: bytes, document, record) { target, assignment throws(Failure) in
      try refuseOwned(target.top, at: target.path, record, wanted: assignment.given)
    }
  }

  /// The text of a record with assignments made; `refuse` throws where one is not allowed.
  func assigned(
    _ assignments: [Assignment], to bytes: [UInt8], _ document: Document,
    _ record: (collection: Collection, id: String, path: String),
    refuse: (FieldTarget, Assignment) throws(Failure) -> Void
  ) throws(Failure) -> [UInt8] {
    let typing = FieldTyping(record.collection, offset: store.settings.offset)
    var (text, present, shifted) = (bytes, document, ShiftedItems())
    for assignment in try typing.settled(assignments) {
      let target = try typing.target(assignment.field, in: present) {
        store.lentFields(in: present, of: record.collection)
      }
      try shifted.refuse(assignment, at: target)
      try refuse(target, assignment)
      let edits = try typing.edits(assignment, at: target, in: present)
      guard !edits.isEmpty else { continue }
      shifted.note(assignment, at: target, in: present)
      text = try edited(text, edits, path: record.path)
      present = try tree(text, path: record.path)
    }
    return text
  }

  /// `status`, the timeline and what actions own change by `koja do` only. The action that leads where the person
  /// wanted comes first.
  func refuseOwned(
    _ field: Field, at path: [String], _ record: (collection: Collection, id: String, path: String),
    wanted: String? = nil
  ) throws(Failure) {
    if path.first?.sameBytes(as: Withdrawal.key) ?? false, record.collection.allowsWithdrawal {
      throw Failure(
        .findings,
        Phrase(id: "`\(Withdrawal.key)` tidak diisi dengan `set`", en: "`\(Withdrawal.key)` is not changed by `set`"),
        hint: Phrase(
          id: "pakai `koja withdraw \(record.id) --reason …`, atau `koja undo` untuk membatalkannya",
          en: "use `koja withdraw \(record.id) --reason …`, or `koja undo` to take it back"))
    }
    guard let workflow = record.collection.workflow else { return }
    let name = field.name
    let isStatus = name == "status" || path.first == TimelineEntry.key
    let owners = workflow.actions.filter { action in action.sets.contains { Self.meet($0, name) } }
    guard isStatus || !owners.isEmpty else { return }
    let ways: [Phrase]
    let document = try? store.read(record.path).document
    let here = workflow.actions(from: document?.string(at: "status") ?? "").filter { action in
      action.when.admits { document?.scalar($0) }
    }
    if isStatus {
      let target = wanted.flatMap { workflow.state(named: $0) }?.name
      let leading = here.filter { action in target.map { action.to?.sameBytes(as: $0) ?? false } ?? false }
      let others = here.filter { action in !leading.contains { $0 === action } }
      let commands = leading.map { "`koja do \(record.id) \($0.name)`" }
      let rest = leading.isEmpty || !others.isEmpty ? [Workflow.choice(of: others)] : []
      ways = Self.use(commands) + rest
    } else {
      let typed = owners.filter { card(computing: $0, in: record.collection) == nil }
      let able = typed.filter { owner in here.contains { $0 === owner } }
      ways = Self.use((able.isEmpty ? typed : able).map { "`koja do \(record.id) \($0.name) \(name)=…`" })
    }
    throw Failure(
      .findings, Phrase(id: "`\(name)` hanya berubah lewat tindakan", en: "`\(name)` changes by an action only"),
      hint: Phrase(id: ways.map(\.id).joined(separator: "; "), en: ways.map(\.en).joined(separator: "; ")))
  }

  /// Whether one of two dotted fields is the other, or a part of it.
  static func meet(_ one: String, _ other: String) -> Bool { isPart(one, of: other) || isPart(other, of: one) }

  /// Whether a dotted field is another one, or a part of it.
  static func isPart(_ part: String, of whole: String) -> Bool {
    part.sameBytes(as: whole) || part.utf8.starts(with: (whole + ".").utf8)
  }

  /// A word before commands, as a list of one; nothing without commands.
  private static func use(_ commands: [String]) -> [Phrase] {
    let list = commands.joined(separator: ", ")
    return commands.isEmpty ? [] : [Phrase(id: "pakai \(list)", en: "use \(list)")]
  }
}
