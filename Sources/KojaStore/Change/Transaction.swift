internal import KojaGit
internal import KojaModel

/// Makes one planned change: all of it on disk and in git, or nothing.
///
/// Under koja's lock: git's `index.lock`; the objects; the journal; files by rename, each compared with the bytes that
/// were read; the branch by compare-and-set; one index entry per path; the journal goes. The objects come before the
/// journal (`design.md` section 5 has them after it), because then the journal names the commit itself and mending an
/// interrupted change needs no second way of building it; until the branch moves nothing refers to them. Only where a hook
/// `pre-commit` wants to see the files in place they come before the commit, under a journal that names none.
struct Transaction {
  let store: Store
  let repository: Repository
  let journals: JournalFile
  let surroundings: Surroundings

  /// A blob in the tree and the bytes of the work tree differ where git converts line ends.
  private struct Stored {
    let edit: PlannedChange.FileEdit
    let old: ObjectID?
    let new: ObjectID?
    let tree: ObjectID?
  }

  /// Makes the change. Stock git moves a branch without holding the index: then it is made again on the new commit.
  func commit(_ change: PlannedChange, message: String) throws(Failure) -> ObjectID {
    var waited = 0
    while true {
      do throws(GitError) {
        return try attempt(change, message: message)
      } catch {
        guard error.operation == "git_transaction_lock_ref", waited < 10_000 else { throw error.failure }
        surroundings.pause(50)
        waited += 50
      }
    }
  }

  private func attempt(_ change: PlannedChange, message: String) throws(GitError) -> ObjectID {
    let (author, committer) = try repository.identity(environment: surroundings.environment, now: surroundings.now)
    let gate = try CommitGate(store, repository, surroundings)
    let lock = try repository.lockIndex(waitingUpTo: 10) { surroundings.pause($0) }
    let head = try repository.head()
    guard let branch = head.branch else { throw Self.detached }
    try compareWithDisk(change)
    let files = try change.files.map { edit throws(GitError) in try store(edit) }
    let tree = try repository.editTree(
      base: head.commit,
      changes: files.map { (store.gitPath($0.edit.path), $0.tree.map { .put($0, mode: 0o100644) } ?? .remove) })
    let draft = CommitDraft(
      tree: tree, parents: head.commit.map { [$0] } ?? [], author: author, committer: committer, message: message)
    let commit = try settle(files, draft, on: branch, gate)
    do throws(GitError) {
      try repository.updateIndex(
        files.map {
          (store.gitPath($0.edit.path), Self.entry(stored: $0.tree, written: $0.new, at: $0.edit.path, store))
        }, holding: lock)
      try journals.remove()
    } catch {
      throw Self.almost(error, commit)
    }
    return commit
  }

  /// The change is in the history and only git's index lags behind: that must not sound like nothing happened.
  static func almost(_ error: GitError, _ commit: ObjectID) -> GitError {
    GitError(
      error.kind, operation: error.operation, message: error.message,
      Phrase(
        id:
          "perubahan sudah tercatat (\(commit.hex.prefix(8))), tetapi indeks git belum diperbarui: \(error.phrase.id)",
        en: "the change is committed (\(commit.hex.prefix(8))), but git's index is not up to date: \(error.phrase.en)"),
      hint: Phrase(
        id: "jangan diulang; perintah koja berikutnya yang menulis menyelesaikannya",
        en: "do not repeat it; the next koja command that writes finishes it"))
  }

  /// The index entry of a file that was written with some bytes. It vouches for the file only while that still holds
  /// them: an edit made since must not count as clean.
  static func entry(stored: ObjectID?, written: ObjectID?, at path: String, _ store: Store) -> IndexEntry? {
    stored.map { stored in
      let stamp = try? KojaGit.FileStamp(path: store.files.absolute(path))
      let present = (try? store.files.read(path, limit: .max)).flatMap { try? Repository.hash(blob: $0) }
      let isUntouched = present == written && stamp == (try? KojaGit.FileStamp(path: store.files.absolute(path)))
      return IndexEntry(id: stored, stamp: isUntouched ? stamp : nil)
    }
  }

  /// Puts the files in place and moves the branch to the commit, asking the hooks on the way; or leaves everything as it was.
  private func settle(_ files: [Stored], _ draft: CommitDraft, on branch: String, _ gate: CommitGate) throws(GitError)
    -> ObjectID
  {
    func journal(_ commit: ObjectID?, _ draft: CommitDraft) -> Journal {
      Journal(
        branch: branch, parent: draft.parents.first, commit: commit, subject: draft.subject,
        files: files.map {
          Journal.File(path: $0.edit.path, old: $0.old?.hex, new: $0.new?.hex, stored: $0.tree?.hex)
        })
    }
    var written: ObjectID?
    do throws(GitError) {
      if gate.looksAtFiles {
        try journals.write(journal(nil, draft))
        try place(files)
        try gate.admit(draft.tree)
      }
      let draft = try gate.prepared(draft)
      let commit = try repository.writeCommit(draft)
      written = commit
      try journals.write(journal(commit, draft))
      if !gate.looksAtFiles { try place(files) }
      try repository.moveBranch(
        branch, from: draft.parents.first, to: commit, logMessage: "koja: \(draft.subject)", as: draft.committer)
      return commit
    } catch {
      // Where the branch moved all the same, the change stands and the next command brings the index up to date; where
      // a file cannot be put back, the journal stays and tells the next command.
      if let written, (try? repository.head())?.commit == written { throw Self.almost(error, written) }
      if putBack(files.map(\.edit)) { try? journals.remove() }
      throw error
    }
  }

  private func store(_ edit: PlannedChange.FileEdit) throws(GitError) -> Stored {
    let tree: ObjectID?
    if let after = edit.after {
      tree = try repository.writeBlob(try repository.filteredForStorage(after, path: store.gitPath(edit.path)))
    } else {
      tree = nil
    }
    return Stored(
      edit: edit,
      old: try edit.before.map { bytes throws(GitError) in try repository.writeBlob(bytes) },
      new: try edit.after.map { bytes throws(GitError) in try repository.writeBlob(bytes) },
      tree: tree)
  }

  private func compareWithDisk(_ change: PlannedChange) throws(GitError) {
    for edit in change.files where try present(edit.path) != edit.before { throw Self.edited(edit.path) }
  }

  private func present(_ path: String) throws(GitError) -> [UInt8]? {
    do throws(FileError) {
      return try store.files.read(path, limit: .max)
    } catch {
      guard error.kind == .missing else { throw Self.wrapped(error) }
      return nil
    }
  }

  private func place(_ files: [Stored]) throws(GitError) {
    for file in files { try replace(file.edit.path, file.edit.before, by: file.edit.after) }
  }

  /// Gives a file other bytes, if it still has those that are expected; nothing happens where it has the new ones.
  private func replace(_ path: String, _ expected: [UInt8]?, by new: [UInt8]?) throws(GitError) {
    let now = try present(path)
    if now == new { return }
    guard now == expected else { throw Self.edited(path) }
    do throws(FileError) {
      if let new { try store.files.write(new, to: path) } else { try store.files.remove(path) }
    } catch {
      throw Self.wrapped(error)
    }
  }

  /// Takes back what was written; an edit that somebody made since stays. False where that was not possible.
  private func putBack(_ edits: [PlannedChange.FileEdit]) -> Bool {
    var isDone = true
    for edit in edits {
      do throws(GitError) {
        guard try present(edit.path) == edit.after else { continue }
        try replace(edit.path, edit.after, by: edit.before)
      } catch {
        isDone = false
      }
    }
    return isDone
  }

  static func edited(_ path: String) -> GitError {
    GitError(
      .conflict, operation: "compare", message: path,
      Phrase(id: "`\(path)` berubah sementara itu", en: "`\(path)` changed in the meantime"),
      hint: Phrase(
        id: "tidak ada yang ditulis; lihat `koja status` lalu ulangi",
        en: "nothing was written; see `koja status` and try again"))
  }

  static func wrapped(_ error: FileError) -> GitError {
    GitError(.permission, operation: "file", message: error.path, error.phrase, hint: error.failure.hint)
  }

  static var detached: GitError {
    GitError(
      .conflict, operation: "head",
      Phrase(id: "HEAD tidak berada di cabang mana pun", en: "HEAD is on no branch"),
      hint: Phrase(
        id: "pindah ke cabang dengan `git switch main`, atau buat dengan `git switch -c NAMA`",
        en: "go to a branch with `git switch main`, or make one with `git switch -c NAME`"))
  }
}
