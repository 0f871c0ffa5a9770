internal import KojaCivic
internal import KojaModel

/// A timeline entry that is about to be written.
struct TimelineEntryDraft {
  let action: Workflow.Action
  let at: Timestamp
  let by: String
  /// When it is entered, where that is told apart from when it happened.
  var recordedAt: Timestamp?
  var reason: String?
  var note: String?
  /// Told fields that the action sets.
  var fields: [(name: String, value: Value)] = []

  /// The entry in the order in which entries are written.
  var value: Value {
    var members: [Value.Member] = [
      Value.Member("action", .string(action.name)), Value.Member("at", .string(at.description)),
    ]
    if !by.isEmpty { members.append(Value.Member("by", .string(by))) }
    if let recordedAt { members.append(Value.Member("recorded_at", .string(recordedAt.description))) }
    if let reason { members.append(Value.Member("reason", .string(reason))) }
    members += fields.map { Value.Member($0.name, $0.value) }
    if let note { members.append(Value.Member("note", .string(note))) }
    return .object(members)
  }
}
