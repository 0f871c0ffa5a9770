internal import KojaGit
package import KojaModel

/// What is not committed in a store, and what stands in the way of committing it. Reads only.
package struct StoreState {
  /// Sentences about what stands in the way, each with its way out.
  package let obstacles: [Phrase]
  /// Hand edits, judged.
  package let edits: [HandEditedRecord]
  /// Whether an unfinished operation or a conflict forbids commits.
  package let isBlocked: Bool

  /// Whether some edits have errors.
  package var hasErrors: Bool {
    edits.contains { edit in
      if case .refused(let findings) = edit.verdict { findings.contains { $0.severity == .error } } else { false }
    }
  }

  /// Looks at a store.
  package init(_ store: Store, _ surroundings: Surroundings) throws(Failure) {
    try store.refuseBare()
    let repository = try store.requiredRepository()
    var obstacles: [Phrase] = []
    var isBlocked = false
    let pending = WriteSession.pending(repository)
    if let pending { obstacles.append(pending) }
    if let lock = repository.foreignIndexLock { obstacles.append(Self.locked(lock)) }
    for (collection, path) in NewDraft.abandoned(in: store) {
      obstacles.append(
        Phrase(
          id:
            "konsep yang ditinggalkan: \(path); lanjutkan dengan `koja new \(collection) --edit` atau buang dengan `--edit --discard`",
          en:
            "an abandoned draft: \(path); go on with `koja new \(collection) --edit` or drop it with `--edit --discard`"
        ))
    }
    for (id, path) in RecordEdit.abandoned(in: store) {
      obstacles.append(
        Phrase(
          id:
            "suntingan yang ditinggalkan: \(path); lanjutkan dengan `koja edit \(id)` atau buang dengan `koja edit \(id) --discard`",
          en: "an abandoned edit: \(path); go on with `koja edit \(id)` or drop it with `koja edit \(id) --discard`"))
    }
    do throws(GitError) {
      if let operation = repository.unfinished {
        isBlocked = true
        obstacles.append(
          Phrase(
            id: "`git \(operation.rawValue)` belum selesai: \(operation.wayOut.id)",
            en: "`git \(operation.rawValue)` is not finished: \(operation.wayOut.en)"))
      }
      for path in try repository.unmergedPaths() {
        isBlocked = true
        obstacles.append(
          Self.conflict(path, isClaim: path.hasPrefix(store.gitPath("records/\(EngineCollections.numbers)/"))))
      }
      if case .detached(let commit) = try repository.head() {
        isBlocked = true
        obstacles.append(
          Phrase(
            id: "HEAD tidak berada di cabang (\(commit.hex.prefix(8))): pindah dengan `git switch main`",
            en: "HEAD is on no branch (\(commit.hex.prefix(8))): go to one with `git switch main`"))
      }
    } catch {
      throw error.failure
    }
    let newest: ObjectID?
    do throws(GitError) { newest = try repository.head().commit } catch { throw error.failure }
    if let newest, let end = try store.pastEnd(at: newest) { obstacles.append(end.phrase) }
    do throws(GitError) {
      if let schema = try repository.changes(under: [store.gitPath("schemas")]).first {
        obstacles.append(
          Phrase(
            id:
              "skema belum dicatat, misalnya \(schema.path): catat dengan `git add schemas` dan `git commit`, supaya salinan lain membacanya sama",
            en:
              "schemas are not committed, such as \(schema.path): use `git add schemas` and `git commit`, so that other clones read the same"
          ))
      }
    } catch {
      throw error.failure
    }
    // In the middle of a merge the work tree holds the other side's changes too: they are nobody's edits.
    let hand = try HandEdits(store, surroundings)
    var edits: [HandEditedRecord] = []
    guard repository.unfinished == nil else {
      self.obstacles = obstacles
      self.edits = []
      self.isBlocked = true
      return
    }
    // With a journal the next command that writes tidies up, and what a living one writes is its own.
    let isBusy = pending != nil || StoreLock.isHeld(folder: repository.commonDirectory + "/koja")
    let odd = try hand.oddities()
    for path in isBusy ? [] : odd.leftovers {
      obstacles.append(
        Phrase(
          id: "sisa perubahan yang terputus: \(path); boleh dihapus, catatannya tidak terpengaruh",
          en: "left by a change that was cut off: \(path); it may be deleted, the record is not affected"))
    }
    if !isBusy, let first = odd.unstaged.first {
      let count = odd.unstaged.count
      let wayOut = "`git restore --staged \(count == 1 ? first : store.gitPath("records"))`"
      obstacles.append(
        Phrase(
          id: "\(count) catatan dikeluarkan dari indeks git, jadi `git commit` berikutnya akan menghapusnya: \(wayOut)",
          en: count == 1
            ? "1 record is taken out of git's index, so the next `git commit` would remove it: \(wayOut)"
            : "\(count) records are taken out of git's index, so the next `git commit` would remove them: \(wayOut)"))
    }
    if let blind = try hand.unwatched() { obstacles.append(blind) }
    for (status, old) in try hand.changedRecords(under: []) where status.kind != .unmerged {
      edits.append(try hand.judge(status, from: old))
    }
    self.obstacles = obstacles
    self.edits = edits
    self.isBlocked = isBlocked
  }

  /// That nothing can be written while another program holds git's index, or since it was killed.
  private static func locked(_ path: String) -> Phrase {
    Phrase(
      id:
        "berkas `\(path)` ada: git sedang menulis, atau mati saat menulis; bila tidak ada git yang berjalan, hapus berkas itu",
      en:
        "the file `\(path)` is there: git is writing, or was killed while it wrote; if no git is running, delete that file"
    )
  }

  /// A file in conflict, and what to do with it. A number that two records took is given to one of them by a person.
  private static func conflict(_ path: String, isClaim: Bool) -> Phrase {
    guard isClaim else {
      return Phrase(
        id:
          "bentrok: \(path); tetapkan isinya di berkas itu, lalu `git add` dan `git commit`; di `timeline` semua kejadian kedua pihak tetap, urut waktu, dan yang tidak berlaku lagi dibatalkan dengan kejadian `annul`",
        en:
          "conflict: \(path); settle its content in the file, then `git add` and `git commit`; in `timeline` all entries of both sides stay, in the order of their times, and one that cannot hold any more is taken back by an `annul` entry"
      )
    }
    return Phrase(
      id:
        "bentrok: \(path); dua catatan mengambil nomor ini: pilih satu (`git checkout --ours` atau `--theirs`), lalu `git add` dan `git commit`; yang lain mendapat nomor berikutnya dengan `koja number reassign ID`",
      en:
        "conflict: \(path); two records took this number: choose one (`git checkout --ours` or `--theirs`), then `git add` and `git commit`; the other gets the next one by `koja number reassign ID`"
    )
  }
}
