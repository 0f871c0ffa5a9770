internal import CLibGit2

/// The order in which history is visited.
package enum LogOrder: Sendable {
  /// A commit before all its ancestors, newest first among the rest (`git log --date-order`). Reads the whole history first.
  case topological
  /// Newest first as git's plain `log` has it; starts at once, and is wrong only where clocks were.
  case time
}

extension Repository {
  /// Visits history, newest first, until the visitor answers false or the limit is reached.
  ///
  /// With paths (files or folders, exact, no patterns) only the commits in which an entry at one of them differs from
  /// that of every parent, and those differences (against the first parent). That is `git log --full-history -- path`
  /// without the merges that took one side as it was; what a merge threw away is still told. Without paths every
  /// commit, and no differences. A visitor that throws is written `{ (commit, deltas) throws(GitError) in ... }`.
  ///
  /// - Parameter place: The folder that the paths are told from in a commit; nil where it has none.
  package func log(
    from start: ObjectID, paths: [String]? = nil, below place: @escaping (ObjectID) -> String? = { _ in "" },
    limit: Int? = nil, order: LogOrder = .topological,
    _ visit: (_ commit: CommitInfo, _ deltas: [PathDelta]) throws(GitError) -> Bool
  ) throws(GitError) {
    let walk = try Handle<WalkKind>("git_revwalk_new") { git_revwalk_new(&$0, pointer) }
    let sorting = order == .time ? GIT_SORT_TIME.rawValue : GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
    try walked("git_revwalk_sorting", git_revwalk_sorting(walk.pointer, sorting))
    var oid = start.oid
    try walked("git_revwalk_push", git_revwalk_push(walk.pointer, &oid))
    let lookup = paths.map { PathLookup(self, $0, below: place) }
    var left = limit ?? .max
    while left > 0 {
      let code = git_revwalk_next(&oid, walk.pointer)
      guard code != GIT_ITEROVER.rawValue else { return }
      try walked("git_revwalk_next", code)
      let id = ObjectID(oid)
      var deltas: [PathDelta] = []
      if let lookup {
        deltas = try changes(in: id, lookup)
        guard !deltas.isEmpty else { continue }
      }
      left -= 1
      guard try visit(commitInfo(id), deltas) else { return }
    }
  }

  /// What a commit changed at the paths; nothing when it holds there what one of its parents held.
  private func changes(in id: ObjectID, _ lookup: PathLookup) throws(GitError) -> [PathDelta] {
    let commit = try self.commit(id)
    let new = try lookup.entries(of: id, commit.pointer)
    let parents = parents(of: commit.pointer)
    var first: [TreeEntry?] = Array(repeating: nil, count: new.count)
    for (index, parent) in parents.enumerated() {
      let old = try lookup.entries(of: parent, self.commit(parent).pointer)
      guard old != new else { return [] }
      if index == 0 { first = old }
    }
    return zip(lookup.paths, zip(first, new)).compactMap { path, pair in
      pair.0 == pair.1 ? nil : PathDelta(path: path, old: pair.0?.id, new: pair.1?.id)
    }
  }
}

/// Finds the entries at some paths in one commit after another, and remembers the last ones: a commit is asked for as
/// a parent and soon again for itself.
private final class PathLookup {
  let paths: [String]
  private let components: [[Substring]]
  private let repository: Repository
  private let place: (ObjectID) -> String?
  private var memory: [ObjectID: [TreeEntry?]] = [:]

  init(_ repository: Repository, _ paths: [String], below place: @escaping (ObjectID) -> String?) {
    self.repository = repository
    self.place = place
    self.paths = paths
    components = paths.map(Path.components)
  }

  /// The entries at the paths, in their order.
  func entries(of id: ObjectID, _ commit: OpaquePointer) throws(GitError) -> [TreeEntry?] {
    guard let tree = ObjectID(git_commit_tree_id(commit)) else {
      throw GitError(operation: "git_commit_tree_id", code: -1)
    }
    if let known = memory[id] { return known }
    var found: [TreeEntry?] = []
    if let folder = place(id).map(Path.components) {
      for path in components { found.append(try repository.entry(at: folder + path, below: tree)) }
    } else {
      found = Array(repeating: nil, count: components.count)
    }
    if memory.count >= 1024 { memory.removeAll(keepingCapacity: true) }
    memory[id] = found
    return found
  }
}
