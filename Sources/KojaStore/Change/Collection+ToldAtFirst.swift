package import KojaModel
internal import KojaCivic
internal import KojaSchema

extension Collection {
  /// Of the fields of a new record those that its commit tells: its title, codes and references, numbers that only it
  /// has, and what its first action owns. The rest is in the file; what may not be told is not named at all.
  package func toldAtFirst(_ fields: [FieldChange]) -> [FieldChange] {
    let owned = workflow?.ownedFields ?? []
    return fields.filter { change in
      if owned.contains(where: { $0.sameBytes(as: change.field) }) { return true }
      guard let field = field(change.field), isOpen(change.field), !field.name.sameBytes(as: "status") else {
        return false
      }
      return titleField?.sameBytes(as: field.name) ?? false || field.isUnique || !field.scalar.enumValues.isEmpty
        || field.reference != nil || !field.names.isEmpty
    }
  }
}
