package import KojaModel

/// What one commit did to one record, told from the record's versions before and after.
///
/// Values that may not be told are left out: of such a field only the name is there.
package struct RecordEvent: Sendable {
  /// What became of the file.
  package enum Kind: String, Sendable {
    /// It was not there before.
    case created
    /// Fields, state or timeline differ.
    case changed
    /// It is not there any more.
    case removed
    /// Only the writing differs: order, quoting, comments, the place of the file.
    case rewritten
    /// It can no longer be read as a record.
    case broken
  }

  /// The record's collection.
  package let collection: String
  /// The record's id.
  package let id: String
  /// What became of the file.
  package let kind: Kind
  /// The code of what was done: that of the newest entry that the timeline gained, or the one action that explains the
  /// change; nil where neither is there.
  package let action: String?
  /// The state before; nil when it did not change, or there was none.
  package let from: String?
  /// The state afterwards; nil when it did not change, or there is none.
  package let to: String?
  /// The other name of a record that was renamed, `collection/id`: of a created one the old, of a removed one the new.
  package let renamed: String?
  /// The entries that the timeline gained, as they are written.
  package let entries: [Value]
  /// The fields whose value differs.
  package let fields: [FieldChange]

  /// What happened. See the properties.
  package init(
    collection: String, id: String, kind: Kind, action: String? = nil, from: String? = nil, to: String? = nil,
    renamed: String? = nil, entries: [Value] = [], fields: [FieldChange] = []
  ) {
    self.collection = collection
    self.id = id
    self.kind = kind
    self.action = action
    self.from = from
    self.to = to
    self.renamed = renamed
    self.entries = entries
    self.fields = fields
  }

  /// Whether no entry of the timeline says the action: it was recognised from the change.
  package var isRecognised: Bool { action != nil && entries.isEmpty }

  /// The codes of everything that was done, oldest first.
  package var actions: [String] {
    entries.isEmpty ? action.map { [$0] } ?? [] : entries.compactMap { $0["action"]?.string }
  }
}

extension RecordEvent {
  /// The fields as JSON: `[{"field": "unit", "old": null, "new": "perkim"}]`; missing values are left out.
  var fieldsJSON: String? {
    guard !fields.isEmpty else { return nil }
    let list = fields.map { change in
      Value.object(
        [Value.Member("field", .string(change.field))] + (change.old.map { [Value.Member("old", $0)] } ?? [])
          + (change.new.map { [Value.Member("new", $0)] } ?? []))
    }
    return Value.array(list).json()
  }

  /// The entries as JSON.
  var entriesJSON: String? { entries.isEmpty ? nil : Value.array(entries).json() }

  /// Reads ``fieldsJSON`` back.
  static func fields(_ json: String?) -> [FieldChange] {
    guard let json, case .array(let list)? = JSONReader.value(of: json) else { return [] }
    return list.compactMap { item in
      item["field"]?.string.map { FieldChange(field: $0, old: item["old"], new: item["new"]) }
    }
  }

  /// Reads ``entriesJSON`` back.
  static func entries(_ json: String?) -> [Value] {
    guard let json, case .array(let list)? = JSONReader.value(of: json) else { return [] }
    return list
  }
}
