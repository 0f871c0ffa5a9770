internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A plan that was made, with what a person wants to know about it before it is applied.
package struct MadePlan {
  /// The plan.
  package let plan: ChangePlan
  /// The change as it would be made, for a look at it.
  package let change: PlannedChange
  /// What changes in each record.
  package let summaries: [ChangeSummary]
}

extension ChangeDesk {
  /// Plans the same assignments for many records; nil where nothing would change.
  package func plan(
    _ assignments: [Assignment], for records: [(id: String, path: String)], in collection: Collection, asked: [String],
    note: String?
  ) throws(Failure) -> MadePlan? {
    let typing = FieldTyping(collection, offset: store.settings.offset)
    let settled = try typing.settled(assignments)
    return try plan(.set, collection, records, asked: asked, note: note) { record, bytes throws(Failure) in
      var (text, edits) = (bytes, [ChangePlan.Edit]())
      try refuseWithdrawn(record, try tree(bytes, path: record.path))
      for assignment in settled {
        let present = try tree(text, path: record.path)
        let target = try typing.target(assignment.field, in: present)
        try refuseOwned(target.top, at: target.path, record, wanted: assignment.given)
        for edit in try typing.edits(assignment, at: target, in: present) {
          text = try made(edit, text, record.path, &edits)
        }
      }
      return edits
    }
  }

  /// Plans what `edit` asks of each record; records that stay as they are do not belong to the plan.
  func plan(
    _ kind: ChangePlan.Kind, _ collection: Collection, _ records: [(id: String, path: String)], asked: [String],
    note: String?,
    _ edits: ((collection: Collection, id: String, path: String), [UInt8]) throws(Failure) -> [ChangePlan.Edit]
  ) throws(Failure) -> MadePlan? {
    var entries: [ChangePlan.Entry] = []
    var files: [PlannedChange.FileEdit] = []
    for (id, path) in records {
      let (bytes, _) = try store.read(path)
      let steps = try edits((collection, id, path), bytes)
      let after = try edited(bytes, steps.map(\.edit), path: path)
      guard after != bytes else { continue }
      entries.append(ChangePlan.Entry(id: id, path: path, old: try hash(bytes), new: try hash(after), edits: steps))
      files.append(PlannedChange.FileEdit(path: path, before: bytes, after: after))
    }
    guard !files.isEmpty else { return nil }
    let plan = ChangePlan(
      kind: kind, collection: collection.name, madeAt: now.description, asked: asked, note: note, entries: entries)
    let (change, summaries) = try change(of: plan, collection, files)
    return MadePlan(plan: plan, change: change, summaries: summaries)
  }

  /// Makes one edit and notes it with the value before.
  func made(_ edit: YAMLEdit, _ text: [UInt8], _ path: String, _ edits: inout [ChangePlan.Edit]) throws(Failure)
    -> [UInt8]
  {
    let document = try tree(text, path: path)
    let before = document.node(at: edit.path).map { document.value(of: $0) }
    edits.append(ChangePlan.Edit(edit: edit, before: before))
    return try edited(text, [edit], path: path)
  }

  /// The change that a plan describes, checked.
  func change(of plan: ChangePlan, _ collection: Collection, _ files: [PlannedChange.FileEdit]) throws(Failure) -> (
    PlannedChange, [ChangeSummary]
  ) {
    try refuseUncommitted(
      Dictionary(files.map { ($0.path, $0.before ?? []) }, uniquingKeysWith: { first, _ in first }))
    let findings = try check(files)
    let verb =
      plan.kind == .migrate ? Phrase(id: "dimigrasi", en: "migrated") : ChangeSummary.Plain.changed
    var summaries: [ChangeSummary] = []
    for (file, entry) in zip(files, plan.entries) {
      let old = try tree(file.before ?? [], path: file.path)
      let new = try tree(file.after ?? [], path: file.path)
      summaries.append(
        ChangeSummary(
          collection: collection, id: entry.id, action: nil, verb: verb, states: nil,
          fields: FieldChange.between(old, new), note: plan.note, happenedAt: nil))
    }
    var batch = BatchSummary(collection, verb, records: plan.entries.map { "\(collection.name)/\($0.id)" })
    batch.lines = BatchSummary.lines(of: summaries, store.settings.language)
    batch.note = plan.note
    batch.plan = plan.sha256
    return (PlannedChange(files: files, summary: summaries[0], findings: findings, batch: batch), summaries)
  }

  /// The blob that some bytes are.
  func hash(_ bytes: [UInt8]) throws(Failure) -> String {
    do throws(GitError) { return try Repository.hash(blob: bytes).hex } catch { throw error.failure }
  }
}
