internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// A record that things still happen to.
final class LiveCase {
  let kind: RecordKind
  let id: String
  let path: String
  let draft: Draft
  /// What is going to happen; nil when nothing is.
  var next: RecordKind.Move?
  /// The state by code.
  var state: String?
  /// When the state was entered.
  var enteredAt: Timestamp
  var entries: [Value] = []
  /// The last action, and who took it.
  var last: RecordKind.Move?
  var officer: Officers.Officer?
  var note: String?
  /// The state before the last action.
  var stateBefore: String?
  /// Claims of numbers that no commit holds yet.
  var claims: [NumberBook.Claim] = []
  /// Whether a commit holds it.
  var isCommitted = false

  init(_ kind: RecordKind, id: String, path: String, draft: Draft) {
    self.kind = kind
    self.id = id
    self.path = path
    self.draft = draft
    enteredAt = draft.moment
  }

  /// When the last of some actions happened; nil where none did.
  func lastMoment(of actions: [String]) -> Timestamp? {
    guard !actions.isEmpty else { return nil }
    let entry = entries.last { entry in actions.contains { entry["action"]?.string?.sameBytes(as: $0) ?? false } }
    return entry?["at"]?.string.flatMap { Timestamp($0) }
  }
}
