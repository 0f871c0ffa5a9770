internal import KojaGit
internal import KojaModel

/// Makes changes of many files, one commit or several in a row: all of them on disk and in git, or nothing.
///
/// The order is that of ``Transaction``, hooks and signatures included; the objects go into one pack instead of loose files, and the files are flushed
/// together.
struct BatchTransaction {
  /// One commit: its files and its message.
  typealias Step = (files: [PlannedChange.FileEdit], message: String)

  /// From so many files on a change is made this way.
  static let least = 64

  private let store: Store
  private let repository: Repository
  private let journals: JournalFile
  private let surroundings: Surroundings
  private let files: FileBatch

  init(_ store: Store, _ repository: Repository, _ surroundings: Surroundings) {
    self.store = store
    self.repository = repository
    self.surroundings = surroundings
    journals = JournalFile(repository)
    files = FileBatch(store.files)
  }

  /// A file of the batch with its objects.
  private struct Stored {
    let edit: PlannedChange.FileEdit
    let old: ObjectID?
    let new: ObjectID?
    let tree: ObjectID?
  }

  /// Makes the changes and returns the last commit. A path belongs to one of them only. Stock git moves a branch without
  /// holding the index: then they are made again on the new commit.
  func commit(_ steps: [Step]) throws(Failure) -> ObjectID {
    var waited = 0
    while true {
      do throws(GitError) {
        return try attempt(steps)
      } catch {
        guard error.operation == "git_transaction_lock_ref", waited < 10_000 else { throw error.failure }
        surroundings.pause(50)
        waited += 50
      }
    }
  }

  private func attempt(_ steps: [Step]) throws(GitError) -> ObjectID {
    let (author, committer) = try repository.identity(environment: surroundings.environment, now: surroundings.now)
    let gate = try CommitGate(store, repository, surroundings)
    let lock = try repository.lockIndex(waitingUpTo: 10) { surroundings.pause($0) }
    let head = try repository.head()
    guard let branch = head.branch else { throw Transaction.detached }
    for step in steps {
      for edit in step.files where try files.present(edit.path) != edit.before { throw Transaction.edited(edit.path) }
    }
    let pack = try PackWriter(repository)
    let tree = try GrowingTree(repository, commit: head.commit)
    var parent = head.commit
    var stored: [Stored] = []
    var (newest, subject): (ObjectID?, String) = (nil, "")
    for step in steps {
      for edit in step.files { stored.append(try store(edit, pack, tree)) }
      guard !step.message.utf8.contains(0) else {
        throw GitError(
          .invalid, operation: "writeCommit",
          Phrase(id: "keterangan perubahan memuat karakter NUL", en: "the commit message holds a NUL character"))
      }
      let draft = try gate.prepared(
        CommitDraft(
          tree: try tree.write(to: pack), parents: parent.map { [$0] } ?? [], author: author, committer: committer,
          message: step.message))
      (newest, subject) = (draft.tree, draft.subject)
      parent = try pack.add(draft.bytes, as: .commit)
    }
    try pack.finish()
    guard let commit = parent, let newest else {
      throw GitError(
        .invalid, operation: "batch", Phrase(id: "tidak ada yang akan dicatat", en: "there is nothing to commit"))
    }
    func journal(_ commit: ObjectID?) -> Journal {
      Journal(
        branch: branch, parent: head.commit, commit: commit, subject: subject,
        files: stored.map {
          Journal.File(path: $0.edit.path, old: $0.old?.hex, new: $0.new?.hex, stored: $0.tree?.hex)
        })
    }
    try journals.write(journal(gate.looksAtFiles ? nil : commit))
    try settle(stored, branch, from: head.commit, to: commit, "koja: \(subject)", committer) { () throws(GitError) in
      guard gate.looksAtFiles else { return }
      try gate.admit(newest)
      try journals.write(journal(commit))
    }
    do throws(GitError) {
      try repository.updateIndex(
        stored.map {
          (
            store.gitPath($0.edit.path),
            Transaction.entry(stored: $0.tree, written: $0.new, at: $0.edit.path, store)
          )
        }, holding: lock)
      try journals.remove()
    } catch {
      throw Transaction.almost(error, commit)
    }
    return commit
  }

  /// Writes the files and moves the branch, or leaves everything as it was.
  private func settle(
    _ stored: [Stored], _ branch: String, from head: ObjectID?, to commit: ObjectID, _ logMessage: String,
    _ who: Signature, admit: () throws(GitError) -> Void
  ) throws(GitError) {
    let edits = stored.map(\.edit)
    do throws(GitError) {
      try files.write(edits)
    } catch {
      if files.putBack(edits[...]) { try? journals.remove() }
      throw error
    }
    do throws(GitError) {
      try admit()
      try repository.moveBranch(branch, from: head, to: commit, logMessage: logMessage, as: who)
    } catch {
      if (try? repository.head())?.commit == commit { throw Transaction.almost(error, commit) }
      if files.putBack(edits[...]) { try? journals.remove() }
      throw error
    }
  }

  private func store(_ edit: PlannedChange.FileEdit, _ pack: PackWriter, _ tree: GrowingTree) throws(GitError) -> Stored
  {
    let path = store.gitPath(edit.path)
    var (new, filed): (ObjectID?, ObjectID?)
    if let after = edit.after {
      let bytes = try repository.filteredForStorage(after, path: path)
      let id = try pack.add(bytes, as: .blob)
      filed = id
      // Mending an interrupted change needs the bytes of the work tree.
      new = bytes == after ? id : try pack.add(after, as: .blob)
      try tree.put(path, id)
    } else {
      try tree.remove(path)
    }
    var old: ObjectID?
    if let before = edit.before {
      let id = try Repository.hash(blob: before)
      old = try repository.contains(id) ? id : try pack.add(before, as: .blob)
    }
    return Stored(edit: edit, old: old, new: new, tree: filed)
  }
}
