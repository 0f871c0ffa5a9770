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
      try refuseOwned(field, record)
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

  /// `status`, the timeline and what actions own change by `koja do` only.
  func refuseOwned(_ field: Field, _ record: (collection: Collection, id: String, path: String)) throws(Failure) {
    guard let workflow = record.collection.workflow else { return }
    let name = field.name
    let isStatus = name == "status" || field.path.first == TimelineEntry.key
    let owners = workflow.actions.filter { action in action.sets.contains { $0.sameBytes(as: name) } }
    guard isStatus || !owners.isEmpty else { return }
    let state = (try? store.read(record.path).document)?.string(at: "status") ?? ""
    let here = isStatus ? workflow.actions(from: state) : owners
    let commands = here.prefix(6).map {
      isStatus ? "`koja do \(record.id) \($0.name)`" : "`koja do \(record.id) \($0.name) \(name)=…`"
    }
    throw Failure(
      .findings,
      Phrase(id: "`\(name)` hanya berubah lewat tindakan", en: "`\(name)` changes by an action only"),
      hint: Phrase(id: "pakai \(commands.joined(separator: ", "))", en: "use \(commands.joined(separator: ", "))"))
  }
}
