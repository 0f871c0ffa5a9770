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
  /// The record that a reference leads to, as it is after the step.
  private let record: (String) -> Record?

  /// The claims that one step touches: their files before and after it.
  ///
  /// - Parameter document: A record that the step does not touch.
  init(
    _ files: [(path: String, old: [UInt8]?, new: [UInt8]?)], _ catalogue: Catalogue,
    document: @escaping (String) -> Document?
  ) {
    record = { reference in
      let (name, id) = ReferenceCheck.target(reference, "*")
      guard let collection = catalogue.collection(name), let path = collection.path(of: id) else { return nil }
      let touched = files.first { $0.path.sameBytes(as: path) }.map { file in
        file.new.flatMap { YAMLReader.read($0, path: path).document }
      }
      return (touched ?? document(path)).map { Record(collection: collection, id: id, path: path, document: $0) }
    }
    claims = files.compactMap { file in
      guard let new = file.new, catalogue.collection(ofPath: file.path)?.name == EngineCollections.numbers,
        let document = YAMLReader.read(new, path: file.path).document, let number = document.scalar("number"),
        let record = document.scalar("record")
      else { return nil }
      let isVoid = document.value("void").map { document.kind($0) == .mapping } ?? false
      return Claim(number: number, record: record, isVoid: isVoid, isNew: file.old == nil)
    }
  }

  /// Whether a claim tells by another subject what its record is called, because that must not say any more what it said when
  /// the number was taken.
  func retells(_ reference: String?, from old: String?, as subject: String?) -> Bool {
    guard let reference, let old, let subject, let record = record(reference),
      let title = record.collection.titleField, record.document.scalar(title)?.sameBytes(as: subject) ?? false
    else { return false }
    let path = title.split(separator: ".").map(String.init)
    return Loosening.refuses(.string(old), at: path, in: record.document, of: record.collection)
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
