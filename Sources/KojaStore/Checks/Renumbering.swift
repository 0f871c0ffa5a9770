internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// What one step explains of numbers and their claims, which do not change otherwise: a record got another number because its own
/// belongs to another record (`koja number reassign`), or it became secret, and its claims call it as it is called now.
struct Renumbering {
  private struct Claim {
    let number: String
    let record: String
    let isVoid: Bool
    let isNew: Bool
  }

  private let claims: [Claim]
  /// Records that became more secret, `collection/id`, with what they are called now.
  private let retold: [(record: String, title: String)]

  /// The claims that one step touches: their files before and after it.
  init(_ files: [(path: String, old: [UInt8]?, new: [UInt8]?)], _ catalogue: Catalogue) {
    claims = files.compactMap { file in
      guard let new = file.new, catalogue.collection(ofPath: file.path)?.name == EngineCollections.numbers,
        let document = YAMLReader.read(new, path: file.path).document, let number = document.scalar("number"),
        let record = document.scalar("record")
      else { return nil }
      let isVoid = document.value("void").map { document.kind($0) == .mapping } ?? false
      return Claim(number: number, record: record, isVoid: isVoid, isNew: file.old == nil)
    }
    retold = files.compactMap { file in
      guard let collection = catalogue.collection(ofPath: file.path), let title = collection.titleField,
        collection.workflow?.actions.contains(where: { !$0.loosens.isEmpty }) ?? false,
        let old = file.old.flatMap({ YAMLReader.read($0, path: file.path).document }),
        let new = file.new.flatMap({ YAMLReader.read($0, path: file.path).document }),
        Loosening.isTightened(old, new, collection), let now = new.scalar(title)
      else { return nil }
      return ("\(collection.name)/\(Record.id(ofPath: file.path))", now)
    }
  }

  /// Whether the step made a record more secret that is called so now.
  func retells(_ record: String?, as subject: String?) -> Bool {
    guard let record, let subject else { return false }
    return retold.contains { $0.record.sameBytes(as: record) && $0.title.sameBytes(as: subject) }
  }

  /// Whether the step took a new number for a record whose old one is void or another's.
  ///
  /// - Parameter record: `collection/id`.
  func explains(_ record: String, from old: String?, to new: String?) -> Bool {
    guard let old, let new else { return false }
    func isOwn(_ claim: Claim) -> Bool { claim.record.sameBytes(as: record) }
    return claims.contains { $0.isNew && !$0.isVoid && isOwn($0) && $0.number.sameBytes(as: new) }
      && claims.contains { ($0.isVoid || !isOwn($0)) && $0.number.sameBytes(as: old) }
      && !claims.contains { !$0.isVoid && isOwn($0) && $0.number.sameBytes(as: old) }
  }
}
