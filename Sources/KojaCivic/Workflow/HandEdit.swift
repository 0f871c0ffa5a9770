internal import KojaModel

/// Recognises what a person did to a record in a text editor.
package struct HandEdit: Sendable {
  /// The state of the record as it was committed; nil for a new record.
  package let oldState: String?
  /// What `status` says now.
  package let newState: String?
  /// Owned fields whose value changed, dotted.
  package let changedFields: [String]
  /// The action that a hand-written last entry names, if there is one.
  package let writtenAction: String?
  /// A look-up of dotted fields in the record as it is now.
  private let field: @Sendable (String) -> String?

  /// The facts of an edit.
  package init(
    oldState: String?, newState: String?, changedFields: [String], writtenAction: String?,
    field: @escaping @Sendable (String) -> String?
  ) {
    self.oldState = oldState
    self.newState = newState
    self.changedFields = changedFields
    self.writtenAction = writtenAction
    self.field = field
  }

  /// The actions that explain the edit: legal from the committed state, leading to the new status, with all changed
  /// owned fields among what they set. Where several do, the one that requires something of what changed wins, else the
  /// one that leads to the state that is there.
  package func explanations(in workflow: Workflow) -> [Workflow.Action] {
    let possible = oldState.map { workflow.actions(from: $0) } ?? workflow.initial
    let fitting = possible.filter { action in
      if let writtenAction, !action.name.sameBytes(as: writtenAction) { return false }
      guard action.when.admits(field) else { return false }
      let leadsThere = newState.map { (action.to ?? oldState)?.sameBytes(as: $0) == true } ?? false
      let stateIsUntouched = newState.map { oldState?.sameBytes(as: $0) == true } ?? true
      guard leadsThere || (stateIsUntouched && writtenAction != nil) || (stateIsUntouched && !changedFields.isEmpty)
      else { return false }
      return changedFields.allSatisfy { changed in
        action.sets.contains { $0.sameBytes(as: changed) } || action.doesClear(changed) && field(changed) == nil
      }
    }
    let exact = fitting.filter { action in
      !changedFields.isEmpty
        && action.requires.contains { required in changedFields.contains { $0.sameBytes(as: required) } }
    }
    let staying = fitting.filter { ($0.to ?? oldState).map { Key($0) } == newState.map { Key($0) } }
    if exact.count == 1 { return exact }
    return staying.count == 1 && fitting.count > 1 ? staying : fitting
  }
}
