/// A folder of a commit, with all that is below it; paths inside are told from there.
package struct CommitFolder: Sendable, Hashable {
  /// The commit.
  package let commit: ObjectID
  /// The path of the folder; the empty path is the root, and a slash at its end counts for nothing.
  package let path: String

  /// A folder of a commit.
  package init(_ commit: ObjectID, _ path: String = "") {
    self.commit = commit
    self.path = path
  }
}

extension Repository {
  /// What a folder holds at a path below it; nil for nothing.
  package func entry(at path: String, in folder: CommitFolder) throws(GitError) -> TreeEntry? {
    try entry(at: Path.components(folder.path) + Path.components(path), below: rootTree(of: folder.commit))
  }

  /// Visits the files below a path in a folder, as ``walkTree(of:under:_:)`` does; their paths are told from the folder.
  package func walkTree(
    of folder: CommitFolder, under path: String, _ body: (_ path: String, _ entry: TreeEntry) throws(GitError) -> Void
  ) throws(GitError) {
    let start = Path.components(folder.path).reduce(0) { $0 + $1.utf8.count + 1 }
    try walkTree(of: folder.commit, under: Path.join(folder.path, path)) { full, entry throws(GitError) in
      try body(String(decoding: full.utf8.dropFirst(start), as: UTF8.self), entry)
    }
  }

  /// The tree of a folder; nil where there is none.
  func tree(of folder: CommitFolder) throws(GitError) -> ObjectID? {
    let root = try rootTree(of: folder.commit)
    guard !folder.path.isEmpty else { return root }
    return try entry(at: Path.components(folder.path), below: root).flatMap { $0.isTree ? $0.id : nil }
  }
}
