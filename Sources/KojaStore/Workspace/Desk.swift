internal import KojaModel

/// On whose desk a case lies, as `x-collection.desk` of its schema says.
enum Desk: Sendable {
  /// On that of the unit that a field names; where it names none, of whoever may put it on one: `desk: unit`.
  case field(String)
  /// On that of whoever may take a next step, by the roles (and `of`) of the workflow: `desk: {by: roles}`.
  case roles

  init?(_ node: NodeIndex, in document: Document) {
    if let name = document.text(node) {
      self = .field(name)
    } else if document.value("by", in: node) != nil {
      self = .roles
    } else {
      return nil
    }
  }
}
