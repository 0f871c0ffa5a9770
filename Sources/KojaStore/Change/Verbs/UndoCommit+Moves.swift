internal import KojaGit
internal import KojaModel

extension ChangeDesk {
  /// A new id is taken back by giving the old one again: references have to follow.
  func refuseMoves(_ deltas: [PathDelta], _ mark: String, _ repository: Repository) throws(Failure) {
    guard deltas.contains(where: { $0.new == nil }), deltas.contains(where: { $0.old == nil }) else { return }
    var versions: [TransitionCheck.Version] = []
    for delta in deltas where delta.old == nil || delta.new == nil {
      guard let path = store.storePath(ofGitPath: delta.path) else { continue }
      do throws(GitError) {
        versions.append(
          TransitionCheck.Version(
            path: path, old: try delta.old.map { id throws(GitError) in try repository.blob(id) },
            new: try delta.new.map { id throws(GitError) in try repository.blob(id) }))
      } catch {
        throw error.failure
      }
    }
    let moves = MoveFinder(versions, catalogue)
    for version in versions {
      guard let target = moves.target(of: version.path) else { continue }
      let (old, new) = (Record.id(ofPath: version.path), Record.id(ofPath: target))
      guard !old.sameBytes(as: new) else {
        throw Failure(
          .findings,
          Phrase(
            id: "\(mark) memindahkan berkas `\(new)` ke tempatnya",
            en: "\(mark) moved the file of `\(new)` to its place"),
          hint: Phrase(
            id: "tidak ada yang perlu dibatalkan: berkas berada di tempat yang disebut idnya",
            en: "there is nothing to undo: a file lies where its id says"))
      }
      throw Failure(
        .findings,
        Phrase(
          id: "\(mark) mengganti id `\(old)` menjadi `\(new)`", en: "\(mark) renamed `\(old)` to `\(new)`"),
        hint: Phrase(
          id: "kembalikan dengan `koja rename \(new) \(old)`", en: "go back with `koja rename \(new) \(old)`"))
    }
  }
}
