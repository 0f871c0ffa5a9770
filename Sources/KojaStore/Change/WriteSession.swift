package import KojaGit
package import KojaModel

/// The right to change a store: koja's lock, with whatever a crash left mended first.
package final class WriteSession {
  /// The store.
  package let store: Store
  /// The repository; nil for a store without history.
  let repository: Repository?
  /// What the change takes from outside.
  package let surroundings: Surroundings
  /// What was mended on the way in.
  package let recovered: Recovery?

  private let lock: StoreLock

  /// Takes the lock and mends. Throws failures of kind `conflict`, `environment` or `store`, with the way out.
  ///
  /// - Parameter commits: Whether there will be a commit; a merge in progress forbids that, but no edit of a file.
  package init(_ store: Store, _ surroundings: Surroundings, commits: Bool = true) throws(Failure) {
    self.store = store
    self.surroundings = surroundings
    try store.refuseBare()
    guard store.settings.hasHistory else {
      repository = nil
      lock = try StoreLock(folder: store.files.absolute(".koja"), seconds: 10)
      recovered = nil
      return
    }
    let repository = try store.requiredRepository()
    self.repository = repository
    lock = try StoreLock(folder: repository.commonDirectory + "/koja", seconds: 10)
    recovered = try Self.mend(store, repository, surroundings)
    if commits { try Self.checkWritable(repository) }
  }

  /// What a dead owner left behind, in words; for `koja status`, which only reads. What a living one is about to do is
  /// not its business.
  package static func pending(_ repository: Repository) -> Phrase? {
    guard !StoreLock.isHeld(folder: repository.commonDirectory + "/koja") else { return nil }
    if let subject = JournalFile(repository).read()?.subject {
      return Phrase(
        id: "sebuah perubahan terputus: \(subject); perintah berikutnya yang menulis menyelesaikan atau membatalkannya",
        en: "a change was interrupted: \(subject); the next command that writes finishes or undoes it")
    }
    guard repository.isIndexLockedByKoja else { return nil }
    return Phrase(
      id:
        "sebuah perintah terputus sebelum menulis apa pun dan meninggalkan `index.lock`; perintah berikutnya yang menulis membuangnya",
      en:
        "a command was interrupted before it wrote anything and left `index.lock`; the next command that writes removes it"
    )
  }

  private static func mend(_ store: Store, _ repository: Repository, _ surroundings: Surroundings) throws(Failure)
    -> Recovery?
  {
    let journals = JournalFile(repository)
    do throws(GitError) { try repository.breakAbandonedIndexLock() } catch { throw error.failure }
    guard let journal = journals.read() else {
      do throws(GitError) { try journals.remove() } catch { throw error.failure }
      return nil
    }
    let outcome = try RecoveryWork(store: store, repository: repository, journal: journal).run(surroundings)
    do throws(GitError) { try journals.remove() } catch { throw error.failure }
    return Recovery(subject: journal.subject, outcome: outcome)
  }

  private static func checkWritable(_ repository: Repository) throws(Failure) {
    do throws(GitError) {
      if let operation = repository.unfinished {
        throw GitError(
          .conflict, operation: "state",
          Phrase(
            id: "`git \(operation.rawValue)` belum selesai di repositori ini",
            en: "`git \(operation.rawValue)` is not finished in this repository"), hint: operation.wayOut)
      }
      let unmerged = try repository.unmergedPaths()
      guard unmerged.isEmpty else {
        throw GitError(
          .conflict, operation: "index",
          Phrase(
            id: "\(unmerged.count) berkas masih bentrok: \(unmerged.prefix(3).joined(separator: ", "))",
            en:
              "\(unmerged.count == 1 ? "1 file is" : "\(unmerged.count) files are") still in conflict: \(unmerged.prefix(3).joined(separator: ", "))"
          ),
          hint: Phrase(
            id: "selesaikan bentroknya lalu `git add` dan `git commit`; lihat `koja status`",
            en: "resolve them, then `git add` and `git commit`; see `koja status`"))
      }
      if case .detached = try repository.head() { throw Transaction.detached }
    } catch {
      throw error.failure
    }
  }

  /// Makes a change. Without history the files are written and nothing is committed.
  package func make(_ change: PlannedChange) throws(Failure) -> ObjectID? {
    if let refusal = PrivacyCheck.refusal(ofNote: change.note ?? "", store.settings) { throw refusal }
    guard let repository else {
      for edit in change.files {
        do throws(FileError) {
          if let after = edit.after {
            try store.files.write(after, to: edit.path)
          } else {
            try store.files.remove(edit.path)
          }
        } catch {
          throw error.failure
        }
      }
      return nil
    }
    let message = CommitMessage.text(change, language: store.settings.language) { collection, id in
      self.store.title(of: id, in: collection)?[self.store.settings.language]
    }
    guard change.files.count < BatchTransaction.least else {
      return try BatchTransaction(store, repository, surroundings).commit([(change.files, message)])
    }
    let commit = try Transaction(
      store: store, repository: repository, journals: JournalFile(repository), surroundings: surroundings
    ).commit(change, message: message)
    // Housekeeping: the change stands whatever becomes of it, and the next one tries again.
    _ = try? repository.packLooseObjects()
    return commit
  }

  /// Makes several changes at once: all of them, each a commit, or none. Without history the files are written.
  package func make(_ changes: [(files: [PlannedChange.FileEdit], message: String)]) throws(Failure) -> ObjectID? {
    guard let repository else {
      do throws(GitError) { try FileBatch(store.files).write(changes.flatMap(\.files)) } catch { throw error.failure }
      return nil
    }
    return try BatchTransaction(store, repository, surroundings).commit(changes)
  }
}

extension Store {
  /// Refuses what needs a work tree where there is none.
  func refuseBare() throws(Failure) {
    guard past != nil else { return }
    throw Failure(
      .conflict,
      Phrase(
        id: "repositori ini tidak punya folder kerja, jadi hanya dapat dibaca",
        en: "this repository has no work tree, so it can only be read"),
      hint: Phrase(
        id: "kerjakan di salinannya: `git clone \(files.root)`, lalu `git push`",
        en: "work in a clone: `git clone \(files.root)`, then `git push`"))
  }
}
