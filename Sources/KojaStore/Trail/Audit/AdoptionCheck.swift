internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// A commit that says from where on the history is judged: what came before is silent from then on, so it is told itself.
///
/// Finding: `history/adopted` (a warning).
struct AdoptionCheck {
  let store: Store
  let repository: Repository

  /// What there is to say of a commit: nothing where it takes nothing out of the audit, or only what one of its sides did.
  func findings(_ info: CommitInfo) throws(GitError) -> [Finding] {
    guard let after = try settings(info.id), let mark = adopted(after) else { return [] }
    var fewest: Int?
    for parent in info.parents {
      // Before there was a store nothing could be judged.
      guard let before = try settings(parent) else { return [] }
      let count = try silenced(by: mark.name, insteadOf: adopted(before)?.name)
      fewest = min(fewest ?? count, count)
    }
    guard let count = fewest, count > 0 else { return [] }
    return [
      Finding(
        "history/adopted", .warning, at: after.place(mark.node, in: StoreSettings.path),
        Phrase(
          id: "sejak perubahan ini riwayat sampai `\(mark.name)` tidak dinilai lagi: \(count) perubahan",
          en: "since this commit the history up to `\(mark.name)` is not judged any more: \(count) "
            + (count == 1 ? "commit" : "commits")),
        hint: Phrase(
          id: "kembalikan baris `adopted`, lalu `koja audit` menilainya",
          en: "put the `adopted` line back as it was, then `koja audit` judges them"))
    ]
  }

  /// How many commits an audit leaves out by one mark that it did not leave out by another.
  private func silenced(by new: String, insteadOf old: String?) throws(GitError) -> Int {
    if let old, old.sameBytes(as: new) { return 0 }
    // A mark that names nothing stops an audit, which says so.
    guard let new = try? repository.revision(new) else { return 0 }
    return try repository.commits(from: [new], without: old.flatMap { try? repository.revision($0) }.map { [$0] } ?? [])
      .count
  }

  private func settings(_ commit: ObjectID) throws(GitError) -> Document? {
    guard let blob = try store.blob(at: StoreSettings.path, in: commit),
      let bytes = try repository.blob(blob, limit: Store.recordLimit)
    else { return nil }
    return YAMLReader.read(bytes, path: StoreSettings.path).document
  }

  private func adopted(_ settings: Document) -> (name: String, node: NodeIndex)? {
    settings.value("adopted").flatMap { node in settings.string(node).map { ($0, node) } }
  }
}
