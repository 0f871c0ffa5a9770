internal import KojaGit
package import KojaModel

/// What the next writing command does about a change whose owner died.
package struct Recovery: Sendable {
  /// How it ended.
  package enum Outcome: Sendable, Equatable {
    /// The change is in the history now.
    case finished
    /// Every file is as it was before the change.
    case undone
    /// Undone, but these files had been edited since and were left alone.
    case leftAlone([String])
  }

  /// The subject of the change.
  package let subject: String
  /// How it ended.
  package let outcome: Outcome

  /// What happened, for a person.
  package var phrase: Phrase {
    switch outcome {
    case .finished:
      Phrase(
        id: "perubahan yang terputus diselesaikan: \(subject)", en: "an interrupted change was finished: \(subject)")
    case .undone:
      Phrase(id: "perubahan yang terputus dibatalkan: \(subject)", en: "an interrupted change was undone: \(subject)")
    case .leftAlone(let paths):
      Phrase(
        id:
          "perubahan yang terputus dibatalkan: \(subject); \(paths.joined(separator: ", ")) sudah disunting sejak itu dan dibiarkan",
        en:
          "an interrupted change was undone: \(subject); \(paths.joined(separator: ", ")) were edited since and left alone"
      )
    }
  }
}

/// Finishes or undoes the change that a journal describes.
struct RecoveryWork {
  let store: Store
  let repository: Repository
  let journal: Journal

  /// Called under koja's lock, with git's index lock free.
  ///
  /// The branch decides: where it already holds the commit, the index is brought up to date. Where it stands at the
  /// parent and every file is either as before or as afterwards, the change is finished; otherwise it is undone, as is one
  /// that has no commit yet.
  func run(_ surroundings: Surroundings) throws(Failure) -> Recovery.Outcome {
    do throws(GitError) {
      for file in journal.files { try removeDraft(of: file.path) }
      guard let commit = ObjectID(hex: journal.commit) else { return try undo() }
      try repository.breakAbandonedBranchLock(journal.branch, movingTo: commit, sleep: surroundings.pause)
      let head = try repository.head()
      guard head.branch == journal.branch else { return try undo() }
      guard try repository.contains(commit) else { return try undo() }
      if try isInHistory(commit, of: head.commit) {
        try settleIndex(surroundings)
        return .finished
      }
      guard head.commit?.hex == journal.parent, try filesAreKnown() else { return try undo() }
      for file in journal.files { try put(file.new, at: file.path) }
      let who = try repository.commitInfo(commit).committer
      try repository.moveBranch(
        journal.branch, from: head.commit, to: commit, logMessage: "koja: \(journal.subject)", as: who)
      try settleIndex(surroundings)
      return .finished
    } catch {
      throw error.failure
    }
  }

  private func isInHistory(_ commit: ObjectID, of head: ObjectID?) throws(GitError) -> Bool {
    guard let head, head != commit else { return head == commit }
    return try repository.mergeBase(commit, head) == commit
  }

  private func hash(_ path: String) throws(GitError) -> String? {
    guard let bytes = try? store.files.read(path, limit: .max) else { return nil }
    return try Repository.hash(blob: bytes).hex
  }

  private func filesAreKnown() throws(GitError) -> Bool {
    for file in journal.files {
      let now = try hash(file.path)
      guard now == file.old || now == file.new else { return false }
    }
    return true
  }

  private func undo() throws(GitError) -> Recovery.Outcome {
    var foreign: [String] = []
    let head = try repository.head().commit
    for file in journal.files {
      let now = try hash(file.path)
      if now == file.old { continue }
      // Somebody committed the new text since: it is theirs now.
      let path = store.gitPath(file.path)
      if now == file.new,
        try head.flatMap({ head throws(GitError) in try repository.entry(at: path, in: head) })?.id.hex == file.stored
      {
        continue
      }
      guard now == file.new else {
        foreign.append(file.path)
        continue
      }
      try put(file.old, at: file.path)
    }
    return foreign.isEmpty ? .undone : .leftAlone(foreign)
  }

  private func put(_ blob: String?, at path: String) throws(GitError) {
    guard try hash(path) != blob else { return }
    let bytes = try blob.flatMap { ObjectID(hex: $0) }.map { id throws(GitError) in try repository.blob(id) }
    do throws(FileError) {
      if let bytes { try store.files.write(bytes, to: path) } else { try store.files.remove(path) }
    } catch {
      throw Transaction.wrapped(error)
    }
  }

  private func removeDraft(of path: String) throws(GitError) {
    do throws(FileError) { try store.files.removeDraft(of: path) } catch { throw Transaction.wrapped(error) }
  }

  private func settleIndex(_ surroundings: Surroundings) throws(GitError) {
    let lock = try repository.lockIndex(waitingUpTo: 10) { surroundings.pause($0) }
    let entries = journal.files.map { file in
      (
        path: store.gitPath(file.path),
        entry: Transaction.entry(
          stored: file.stored.flatMap { ObjectID(hex: $0) }, written: file.new.flatMap { ObjectID(hex: $0) },
          at: file.path, store)
      )
    }
    try repository.updateIndex(entries, holding: lock)
  }
}
