internal import KojaGit
internal import KojaIndex
internal import KojaModel

/// History by walking the commits, for where there is no index.
struct TrailWalk {
  let store: Store
  let repository: Repository
  private let head: ObjectID
  private let places: StorePlaces
  private let reader: CommitReader

  /// Prepares to walk the history of what is checked out.
  init(_ store: Store, _ repository: Repository, from head: ObjectID) throws(GitError) {
    let places = try StorePlaces(home: store.prefix, of: head, repository)
    (self.store, self.repository, self.head, self.places) = (store, repository, head, places)
    reader = CommitReader(repository, store.catalogue) { places.folder(in: $0) }
  }

  /// The changes of a record, newest first: by its path, and where it came to be there, by its path before.
  func history(of record: (collection: Collection, id: String, path: String)) throws(GitError) -> [HistoryEntry] {
    var found: [HistoryEntry] = []
    var (path, start) = (record.path, head)
    while true {
      var origin: (path: String, parent: ObjectID)?
      try repository.log(from: start, paths: [path], below: places.place) { commit, deltas throws(GitError) in
        var event = try reader.event(of: commit, at: path)
        if deltas.first?.old == nil {
          event = try reader.events(of: commit).first { $0.path.sameBytes(as: path) } ?? event
          if let old = event?.oldPath, let parent = commit.parents.first { origin = (old, parent) }
        }
        if let event, let entry = entry(commit, event.event) { found.append(entry) }
        // What lay at the path before was another file; the record goes on where it came from.
        return origin == nil
      }
      guard let origin else { break }
      (path, start) = (origin.path, origin.parent)
    }
    return found
  }

  /// Visits the changes that a question is about, newest first, until the visitor answers false.
  func visit(_ query: TrailQuery, _ visit: (HistoryEntry) -> Bool) throws(GitError) {
    var goesOn = true
    for id in try repository.commits(from: [head]).reversed() {
      let commit = try repository.commitInfo(id)
      guard query.admits(at: commit.author.seconds) else { continue }
      for event in try reader.events(of: commit) where goesOn {
        guard let entry = entry(commit, event.event), query.admits(entry) else { continue }
        goesOn = visit(entry)
      }
      guard goesOn else { return }
    }
  }

  private func entry(_ commit: CommitInfo, _ event: RecordEvent) -> HistoryEntry? {
    HistoryEntry(HistoryRow(commit, event, position: commit.committer.seconds), store.catalogue)
  }
}

extension HistoryRow {
  /// A change that was read from git just now.
  init(_ commit: CommitInfo, _ event: RecordEvent, position: Int) {
    self.init(
      commit: commit.id.hex, at: Timestamp(seconds: commit.author.seconds, offset: commit.author.offset),
      author: (commit.author.name, commit.author.email), position: position, isMerge: commit.parents.count > 1,
      event: event)
  }
}
