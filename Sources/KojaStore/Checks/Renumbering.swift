internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// Which records got another number in one step because theirs belongs to another record (`koja number reassign`): a number that
/// an action froze changes by this alone.
struct Renumbering {
  private struct Claim {
    let number: String
    let record: String
    let isVoid: Bool
    let isNew: Bool
  }

  private let claims: [Claim]

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
