internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Which fields that only actions change did change between two versions of a record, and whether an action came with it.
///
/// Findings: `history/owned`.
struct OwnedFields {
  private let workflow: Workflow
  private let changed: [String]
  /// The entries that are new, and the actions that they or what they annul stand for.
  private let actions: [Workflow.Action]
  /// Whether an entry is new that the workflow does not know: that is reported, and what it may have set is not known.
  private let isUnknown: Bool

  init(_ workflow: Workflow, from old: Document, to new: Document) {
    self.workflow = workflow
    changed = workflow.ownedFields(changedBetween: old, and: new)
    guard !changed.isEmpty else {
      (actions, isUnknown) = ([], false)
      return
    }
    let come = TimelineEntry.added(to: new, since: old)
    let names = come.compactMap { $0.isAnnulment ? $0.annuls : $0.action }
    let all = workflow.initial + workflow.actions + Workflow.Standing.all
    actions = names.flatMap { name in all.filter { $0.name.sameBytes(as: name) } }
    isUnknown = come.count > names.count || names.contains { workflow.action($0) == nil }
  }

  /// Whether a new entry is of an action that changes a field.
  func explain(_ field: String) -> Bool {
    isUnknown || actions.contains { $0.changes(field) }
  }

  /// Whether a field differs between two versions.
  static func differ(_ name: String, _ old: Document, _ new: Document) -> Bool {
    let path = name.split(separator: ".").map(String.init)
    func node(_ document: Document) -> NodeIndex? {
      document.node(at: path).flatMap { document.kind($0) == .null ? nil : $0 }
    }
    switch (node(old), node(new)) {
    case (let before?, let now?): return !new.isSame(now, as: before, in: old)
    case (nil, nil): return false
    default: return true
    }
  }

  /// What changed without an action. A record whose `status` is not what its timeline leads to waits for its entry, and
  /// one that did not fit its schema may have been migrated.
  static func findings(_ record: Record, since old: Document, past: () -> RecordPast) -> [Finding] {
    guard let workflow = record.collection.workflow else { return [] }
    let document = record.document
    let fields = OwnedFields(workflow, from: old, to: document)
    let bare = fields.changed.filter { differ($0, old, document) && !fields.explain($0) }
    guard !bare.isEmpty, record.collection.schema.isValid(old) else { return [] }
    // What becomes secret is told neutrally from then on.
    let unasked = bare.filter { field in
      !Loosening.demandsChange(of: field.split(separator: ".").map(String.init), from: old, in: record)
    }
    let replay = Replay(Timeline(of: document), of: workflow)
    guard let state = replay.state, document.string(at: "status")?.sameBytes(as: state) ?? true else { return [] }
    return unasked.filter { !isDenied($0, by: replay, in: document) }.map { field in
      let node = document.node(at: field.split(separator: ".").map(String.init))
      let place = node.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
      if past().isPutBack(owned: field, in: document, of: workflow) {
        return HistoryCheck.repaired(
          at: place,
          Phrase(id: "`\(field)` kembali seperti yang tercatat", en: "`\(field)` is again as it was committed"))
      }
      let owners = workflow.actions.filter { $0.sets.contains { $0.sameBytes(as: field) } }.map(\.name)
      let legal = owners.first { name in workflow.actions(from: state).contains { $0.name.sameBytes(as: name) } }
      let way = (legal ?? owners.first).map { "`koja do \(record.id) \($0) \(field)=…`" }
      return Finding(
        "history/owned", at: place,
        Phrase(
          id: "`\(field)` berubah tanpa kejadian yang mengubahnya",
          en: "`\(field)` changed without an entry of an action that changes it"),
        hint: Phrase(
          id: "kembalikan isinya" + (way.map { "; yang mengubahnya: \($0)" } ?? ""),
          en: "put it back" + (way.map { "; what changes it: \($0)" } ?? "")))
    }
  }

  /// Whether the timeline says that a field is something else: that is `workflow/field`.
  private static func isDenied(_ field: String, by replay: Replay, in document: Document) -> Bool {
    let said = replay.steps.lazy.reversed().compactMap { step in
      step.entry.fields.first { $0.name.sameBytes(as: field) }?.node
    }.first
    guard let said, let node = document.node(at: field.split(separator: ".").map(String.init)) else { return false }
    return document.kind(node) != .null && !document.isSame(node, as: said, in: document)
  }
}
