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
    let typing = FieldTyping(record.collection, offset: store.settings.offset)
    var edits: [YAMLEdit] = []
    for assignment in assignments {
      let (edit, field) = try typing.edit(assignment)
      try refuseOwned(field, record, wanted: assignment.given)
      if case .remove = assignment.kind, document.node(at: field.path) == nil { continue }
      edits.append(edit)
    }
    let after = try edited(bytes, edits, path: record.path)
    guard after != bytes else { return nil }
    let old = try committed(record.path).map { bytes throws(Failure) in try tree(bytes, path: record.path) } ?? document
    let files = [PlannedChange.FileEdit(path: record.path, before: bytes, after: after)]
    let warnings = try check(files)
    return PlannedChange(
      files: files,
      summary: ChangeSummary(
        collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.changed, states: nil,
        fields: FieldChange.between(old, try tree(after, path: record.path)), note: note, happenedAt: nil),
      findings: warnings)
  }

  /// `status`, the timeline and what actions own change by `koja do` only. The action that leads where the person
  /// wanted comes first.
  func refuseOwned(
    _ field: Field, _ record: (collection: Collection, id: String, path: String), wanted: String? = nil
  ) throws(Failure) {
    guard let workflow = record.collection.workflow else { return }
    let name = field.name
    let isStatus = name == "status" || field.path.first == TimelineEntry.key
    let owners = workflow.actions.filter { action in action.sets.contains { $0.sameBytes(as: name) } }
    guard isStatus || !owners.isEmpty else { return }
    let ways: [Phrase]
    if isStatus {
      let state = (try? store.read(record.path).document)?.string(at: "status") ?? ""
      let target = wanted.flatMap { workflow.state(named: $0) }?.name
      let here = workflow.actions(from: state)
      let leading = here.filter { action in target.map { action.to?.sameBytes(as: $0) ?? false } ?? false }
      let others = here.filter { action in !leading.contains { $0 === action } }
      let commands = leading.map { "`koja do \(record.id) \($0.name)`" }
      let rest = leading.isEmpty || !others.isEmpty ? [Workflow.choice(of: others)] : []
      ways = Self.use(commands) + rest
    } else {
      ways = Self.use(owners.map { "`koja do \(record.id) \($0.name) \(name)=…`" })
    }
    throw Failure(
      .findings, Phrase(id: "`\(name)` hanya berubah lewat tindakan", en: "`\(name)` changes by an action only"),
      hint: Phrase(id: ways.map(\.id).joined(separator: "; "), en: ways.map(\.en).joined(separator: "; ")))
  }

  /// A word before commands, as a list of one; nothing without commands.
  private static func use(_ commands: [String]) -> [Phrase] {
    let list = commands.joined(separator: ", ")
    return commands.isEmpty ? [] : [Phrase(id: "pakai \(list)", en: "use \(list)")]
  }
}
