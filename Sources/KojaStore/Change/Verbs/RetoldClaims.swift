internal import KojaCivic
internal import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// The claims of a record's numbers with what the record is called now, where a change makes it more secret: the register
  /// must not tell what the record no longer does.
  func retoldClaims(
    of record: (collection: Collection, id: String, path: String), from old: Document, to new: Document
  ) throws(Failure) -> [PlannedChange.FileEdit] {
    guard let title = record.collection.titleField, let now = new.scalar(title), let before = old.scalar(title),
      !now.sameBytes(as: before), Loosening.isTightened(old, new, record.collection)
    else { return [] }
    var edits: [PlannedChange.FileEdit] = []
    for register in store.referenceData.registers where register.collection.sameBytes(as: record.collection.name) {
      guard let number = new.scalar(register.field) else { continue }
      for claim in try claims(of: number, in: register.series { new.scalar($0) } ?? register.id)
      where claim.document.scalar("record")?.sameBytes(as: "\(record.collection.name)/\(record.id)") ?? false {
        guard let subject = claim.document.scalar("subject"), !subject.sameBytes(as: now) else { continue }
        let after = try edited(claim.bytes, [.set(path: ["subject"], value: .string(now))], path: claim.path)
        edits.append(PlannedChange.FileEdit(path: claim.path, before: claim.bytes, after: after))
      }
    }
    return edits
  }
}
