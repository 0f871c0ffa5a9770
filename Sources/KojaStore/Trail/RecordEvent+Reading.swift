internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// One version of a record's file.
struct RecordVersion: Sendable {
  /// Whether there is a file.
  let exists: Bool
  /// What it says; nil where it cannot be read as a record.
  let document: Document?

  /// No file.
  static let none = RecordVersion(exists: false, document: nil)

  private init(exists: Bool, document: Document?) {
    self.exists = exists
    self.document = document
  }

  /// The file with these bytes; nil is no file.
  init(_ bytes: [UInt8]?, path: String) {
    let document = bytes.flatMap { YAMLReader.read($0, path: path).document }
    self.init(exists: bytes != nil, document: document.flatMap { $0.kind(Document.root) == .mapping ? $0 : nil })
  }
}

extension RecordEvent {
  /// Tells what happened to a record between two versions of it.
  ///
  /// - Parameters:
  ///   - others: The versions in the other parents of a merge.
  ///   - renamed: The other name of a record that was renamed, `collection/id`.
  init(
    of collection: Collection, id: String, old: RecordVersion, new: RecordVersion, others: [RecordVersion] = [],
    renamed: String? = nil
  ) {
    let comparison = RecordComparison(old.document, new.document, others: others.map(\.document))
    let kind: Kind =
      if !new.exists {
        .removed
      } else if new.document == nil {
        .broken
      } else if !old.exists {
        .created
      } else {
        comparison.isSame ? .rewritten : .changed
      }
    guard let document = new.document else {
      self.init(collection: collection.name, id: id, kind: kind, renamed: renamed)
      return
    }
    let last = comparison.gained.last { $0.action != nil }?.action
    let recognised =
      others.isEmpty && comparison.gained.isEmpty ? Self.recognised(collection, old.document, document) : nil
    self.init(
      collection: collection.name, id: id, kind: kind, action: last ?? recognised, from: comparison.states?.from,
      to: comparison.states?.to, renamed: renamed,
      entries: comparison.gained.map { Self.told($0, in: document, collection) },
      fields: comparison.fields.map {
        collection.isOpen($0.field) ? $0 : FieldChange(field: $0.field, old: nil, new: nil)
      }
        + Self.corrections(comparison, old.document, document, collection))
  }

  /// Entries that were changed or taken away, as a change of the timeline: nothing that happened.
  private static func corrections(
    _ comparison: RecordComparison, _ old: Document?, _ new: Document, _ collection: Collection
  ) -> [FieldChange] {
    guard let old, !comparison.altered.isEmpty || !comparison.lost.isEmpty else { return [] }
    let before = (comparison.altered.map(\.old) + comparison.lost).map { told($0, in: old, collection) }
    let after = comparison.altered.map { told($0.new, in: new, collection) }
    return [
      FieldChange(field: TimelineEntry.key, old: .array(before), new: after.isEmpty ? nil : .array(after))
    ]
  }

  /// The one action that explains a change without an entry in the timeline.
  private static func recognised(_ collection: Collection, _ old: Document?, _ new: Document) -> String? {
    guard let workflow = collection.workflow else { return nil }
    let changed = workflow.ownedFields(changedBetween: old, and: new)
    let (from, to) = (old?.string(at: "status"), new.string(at: "status"))
    guard !changed.isEmpty || from.map({ Key($0) }) != to.map({ Key($0) }) else { return nil }
    let edit = HandEdit(
      oldState: from, newState: to, changedFields: changed, writtenAction: nil, field: { new.scalar($0) })
    let found = edit.explanations(in: workflow)
    return found.count == 1 ? found.first?.name : nil
  }

  /// An entry without what may not be told.
  private static func told(_ entry: TimelineEntry, in document: Document, _ collection: Collection) -> Value {
    guard case .object(let members) = document.value(of: entry.node) else { return .object([]) }
    let isOpen = document.hasOpenNote(entry, for: .internal)
    return .object(
      members.filter { member in
        if member.name.sameBytes(as: "note") { return isOpen }
        return TimelineEntry.ownKeys.contains { $0.sameBytes(as: member.name) }
          || isOpen && collection.isOpen(member.name)
      })
  }
}
