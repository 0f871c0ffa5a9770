internal import KojaGit
internal import KojaModel

extension Store {
  /// The store's folder in a commit, wherever it lay then; nil where it was not there.
  func folder(in commit: ObjectID) throws(GitError) -> CommitFolder? {
    guard let repository else { return nil }
    return try places.place(in: commit, repository).map { CommitFolder(commit, $0) }
  }

  /// What a commit holds at a path of the store; nil for nothing.
  func entry(at path: String, in commit: ObjectID) throws(GitError) -> TreeEntry? {
    guard let repository, let folder = try folder(in: commit) else { return nil }
    return try repository.entry(at: path, in: folder)
  }

  /// The object of the file that a commit holds at a path of the store; nil where there is none.
  func blob(at path: String, in commit: ObjectID) throws(GitError) -> ObjectID? {
    try entry(at: path, in: commit).flatMap { $0.isBlob ? $0.id : nil }
  }

  /// The files of the store that differ between two commits, under some of its paths; told from the store's folder.
  func changedPaths(
    between old: ObjectID?, and new: ObjectID, under paths: [String]
  ) throws(GitError) -> [PathDelta] {
    guard let repository else { return [] }
    let before = try old.flatMap { old throws(GitError) in try folder(in: old) }
    return try repository.changedPaths(between: before, and: try folder(in: new), under: paths)
  }

  /// Visits the files of a commit under a path of the store; told from the store's folder.
  func walkTree(
    of commit: ObjectID, under path: String, _ body: (_ path: String, _ entry: TreeEntry) throws(GitError) -> Void
  ) throws(GitError) {
    guard let repository, let folder = try folder(in: commit) else { return }
    try repository.walkTree(of: folder, under: path, body)
  }
}
