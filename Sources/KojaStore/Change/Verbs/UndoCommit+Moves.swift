internal import KojaGit
internal import KojaModel

extension ChangeDesk {
  /// What a commit changed, told from the store's folder, wherever that lay then. Throws where it changed anything beside
  /// the store, or moved it.
  func changes(of commit: ObjectID, since parent: ObjectID, _ mark: String, _ repository: Repository) throws(Failure)
    -> [PathDelta]
  {
    let (all, here, before): ([PathDelta], String?, String?)
    do throws(GitError) {
      all = try repository.changedPaths(between: parent, and: commit)
      (here, before) = (try store.folder(in: commit)?.path, try store.folder(in: parent)?.path)
    } catch {
      throw error.failure
    }
    if let here, let before, !here.sameBytes(as: before) {
      let (from, to) = (before.isEmpty ? "." : before, here.isEmpty ? "." : here)
      throw Failure(
        .findings,
        Phrase(
          id: "\(mark) memindahkan penyimpanan dari `\(from)` ke `\(to)`",
          en: "\(mark) moved the store from `\(from)` to `\(to)`"),
        hint: Phrase(
          id: "pindahkan `records` dan `schemas` kembali dengan `git mv`, lalu `git commit`",
          en: "move `records` and `schemas` back by `git mv`, then `git commit`"))
    }
    let place = here ?? before ?? store.prefix
    if let other = all.first(where: { !$0.path.hasPrefix(place) }) { throw Self.notOnlyRecords(other.path, mark) }
    return all.map { PathDelta(path: String($0.path.dropFirst(place.count)), old: $0.old, new: $0.new) }
  }

  /// A new id is taken back by giving the old one again: references have to follow.
  func refuseMoves(_ deltas: [PathDelta], _ mark: String, _ repository: Repository) throws(Failure) {
    guard deltas.contains(where: { $0.new == nil }), deltas.contains(where: { $0.old == nil }) else { return }
    var versions: [TransitionCheck.Version] = []
    for delta in deltas where delta.old == nil || delta.new == nil {
      do throws(GitError) {
        versions.append(
          TransitionCheck.Version(
            path: delta.path, old: try delta.old.map { id throws(GitError) in try repository.blob(id) },
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
