internal import KojaCivic
internal import KojaModel

extension Workflow {
  /// The fields that only actions may change and whose value differs between two versions of a record.
  func ownedFields(changedBetween old: Document?, and new: Document) -> [String] {
    ownedFields.filter { name in
      let path = name.split(separator: ".").map(String.init)
      guard let now = new.node(at: path) else { return old?.node(at: path) != nil }
      guard let old, let before = old.node(at: path) else { return new.kind(now) != .null }
      return !new.isSame(now, as: before, in: old)
    }
  }
}
