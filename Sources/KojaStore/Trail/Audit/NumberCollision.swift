internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// One number that two sides of a merge claimed apart, and of which the merge took one claim.
///
/// Nobody had known of the other, so neither claim is a violation; but one record lost its number there.
/// Finding: `number/stolen` (a warning) at the claim, for as long as the merge leaves the number in both records.
struct NumberCollision {
  /// The file of the claim, relative to the store.
  let path: String
  private let lost: Document
  private let kept: Document
  private let repository: Repository
  private let store: Store

  /// The collisions of a merge: `sides` are what differs between each of its parents and itself.
  static func all(
    _ sides: [[TransitionCheck.Version]], _ parents: [ObjectID], _ store: Store, _ repository: Repository
  ) throws(GitError) -> [NumberCollision] {
    var found: [NumberCollision] = []
    for (parent, side) in zip(parents, sides) {
      for version in side where version.path.hasPrefix("records/\(EngineCollections.numbers)/") {
        guard let old = version.old, let new = version.new,
          try !store.wasKnown(version.path, on: parent, of: parents, repository),
          let lost = YAMLReader.read(old, path: version.path).document,
          let kept = YAMLReader.read(new, path: version.path).document
        else { continue }
        for other in parents where other != parent {
          guard let blob = try store.blob(at: version.path, in: other), try repository.blob(blob) == new
          else { continue }
          found.append(
            NumberCollision(path: version.path, lost: lost, kept: kept, repository: repository, store: store))
          break
        }
      }
    }
    return found
  }

  /// What there is to say of the merge; nil where the record that lost does not carry the number any more.
  func finding(in merge: ObjectID, _ context: CheckContext) throws(GitError) -> Finding? {
    guard let loser = lost.scalar("record"), let owner = kept.scalar("record"), !loser.sameBytes(as: owner),
      let number = lost.scalar("number"), let id = lost.scalar("register"),
      let register = context.reference.registers.first(where: { $0.id.sameBytes(as: id) })
    else { return nil }
    let (collection, record) = ReferenceCheck.target(loser, "*")
    guard let file = context.catalogue.collection(collection)?.path(of: record),
      let blob = try store.blob(at: file, in: merge),
      let bytes = try repository.blob(blob, limit: Store.recordLimit),
      YAMLReader.read(bytes, path: file).document?.scalar(register.field)?.sameBytes(as: number) ?? false
    else { return nil }
    return Finding(
      "number/stolen", .warning,
      at: kept.value("record").map { kept.place($0, in: path) } ?? kept.placeOfTop(in: path),
      Phrase(
        id:
          "nomor `\(number)` diambil terpisah untuk `\(loser)` dan `\(owner)`; penggabungan ini memberikannya kepada `\(owner)`",
        en: "the number `\(number)` was claimed apart for `\(loser)` and `\(owner)`; this merge gave it to `\(owner)`"),
      hint: Phrase(
        id: "bila belum: `koja number reassign \(record)`", en: "unless it is done: `koja number reassign \(record)`"))
  }
}
