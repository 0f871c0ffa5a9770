package import KojaCivic
package import KojaModel

/// A timeline entry that is about to be written.
package struct TimelineEntryDraft {
  /// What happened.
  let action: Workflow.Action
  /// When.
  let at: Timestamp
  /// The officer who did it; empty for nobody.
  let by: String
  /// When it is entered, where that is told apart from when it happened.
  var recordedAt: Timestamp?
  /// The reason code.
  package var reason: String?
  /// Free text.
  package var note: String?
  /// Who may read the text, where that is not the city's offices.
  package var audience: String?
  /// Told fields that the action sets; of an annulment what it takes back.
  package var fields: [(name: String, value: Value)] = []

  /// An entry of an action, a moment and an officer.
  package init(action: Workflow.Action, at: Timestamp, by: String) {
    self.action = action
    self.at = at
    self.by = by
  }

  /// The entry in the order in which entries are written.
  package var value: Value {
    var members: [Value.Member] = [
      Value.Member("action", .string(action.name)), Value.Member("at", .string(at.description)),
    ]
    if !by.isEmpty { members.append(Value.Member("by", .string(by))) }
    if let recordedAt { members.append(Value.Member("recorded_at", .string(recordedAt.description))) }
    if let reason { members.append(Value.Member("reason", .string(reason))) }
    members += fields.map { Value.Member($0.name, $0.value) }
    if let note { members.append(Value.Member("note", .string(note))) }
    if let audience { members.append(Value.Member("audience", .string(audience))) }
    return .object(members)
  }
}
