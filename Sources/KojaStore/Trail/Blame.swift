internal import KojaIndex
package import KojaModel

/// Who set a field last.
package struct BlameLine: Sendable {
  /// The dotted name of the field.
  package let field: String
  /// Its value; nil where it may not be told.
  package let value: Value?
  /// The change that set it; nil where that is not committed yet, or lies beyond what is there of the history.
  package let entry: HistoryEntry?
  /// Whether the value differs from the newest commit.
  package let isUncommitted: Bool
}

extension Trail {
  /// Who set each field of a record last, in the order of the file; the state first.
  package func blame(_ record: (collection: Collection, id: String, path: String)) throws(Failure) -> [BlameLine] {
    let document = try store.read(record.path).document
    let committed = try head.flatMap { head throws(Failure) in try store.bytes(of: record.path, at: head) }
    let pending = RecordComparison(RecordVersion(committed, path: record.path).document, document)
    let unsaved = Set(pending.fields.map { Key($0.field) } + (pending.states == nil ? [] : ["status"]))
    let history = try history(of: record)
    func line(_ field: String, _ value: Value) -> BlameLine {
      let isUncommitted = unsaved.contains(Key(field))
      let isOpen = record.collection.isOpen(field)
      let entry = isUncommitted ? nil : history.first { $0.event.led(to: isOpen ? value : nil, in: field) }
      return BlameLine(field: field, value: isOpen ? value : nil, entry: entry, isUncommitted: isUncommitted)
    }
    let status = document.string(at: "status").map { [line("status", .string($0))] } ?? []
    return status
      + FieldChange.between(nil, document).compactMap { change in change.new.map { line(change.field, $0) } }
  }
}

extension RecordEvent {
  /// Whether it set a field to a value; nil is any value.
  fileprivate func led(to value: Value?, in field: String) -> Bool {
    if field.sameBytes(as: "status") { return to.map { Key($0) } == value?.string.map { Key($0) } && to != nil }
    return fields.contains { change in
      guard change.field.sameBytes(as: field) else {
        // A mapping that came or went as a whole.
        return field.hasPrefix(change.field + ".")
      }
      // On a branch whose side of a merge was not taken, a newer change led to another value.
      return value == nil || change.new == nil || change.new?.json() == value?.json()
    }
  }
}
