internal import KojaGit

/// Where a store lay in each commit of a history.
struct StorePlaces: Sendable {
  /// Where it lies now, a path with a slash at its end, or empty.
  let home: String
  /// The commits in which it lay elsewhere; nil for nowhere.
  private var elsewhere: [ObjectID: String?] = [:]
  /// Commits that have the store where a parent has none, and took stores away of which none is surely it.
  private(set) var doubts: [PastEnd] = []

  /// A store that always lay where it lies.
  init(home: String) { self.home = home }

  /// Follows a store through the history of a commit, children before parents.
  ///
  /// A commit with children of which one has the store from there, and another does not, has it; of two places that of
  /// the newest child counts.
  init(home: String, of newest: ObjectID, _ repository: Repository) throws(GitError) {
    self.home = home
    let origin = StoreOrigin(repository)
    var pending: [ObjectID: String?] = [newest: home]
    for commit in try repository.commits(from: [newest]).reversed() {
      let place = pending.removeValue(forKey: commit) ?? nil
      if place != home { elsewhere[commit] = .some(place) }
      for parent in try repository.parents(of: commit) {
        var before: String?
        if let place {
          switch try origin.origin(of: CommitFolder(commit, place), in: parent) {
          case .at(let path): before = path
          case .nowhere: break
          case .doubtful(let gone): doubts.append(PastEnd(commit: commit, gone: gone))
          }
        }
        if (pending[parent] ?? nil) == nil { pending[parent] = .some(before) }
      }
    }
  }

  /// Where the store lay in a commit; nil for nowhere.
  func place(in commit: ObjectID) -> String? { elsewhere[commit] ?? home }

  /// The store's folder in a commit; nil where it was not there.
  func folder(in commit: ObjectID) -> CommitFolder? { place(in: commit).map { CommitFolder(commit, $0) } }
}
