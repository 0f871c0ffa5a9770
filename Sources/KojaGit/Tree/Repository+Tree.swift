internal import CLibGit2

extension Repository {
  /// What a commit holds at a path; nil for nothing. The empty path is the root.
  package func entry(at path: String, in commit: ObjectID) throws(GitError) -> TreeEntry? {
    try entry(at: Path.components(path), below: rootTree(of: commit))
  }

  /// Visits the files (links and submodules too) of a commit under a folder, or the one file there, in the order of
  /// their paths by bytes. The empty prefix is everything. Visits nothing when there is nothing.
  package func walkTree(
    of commit: ObjectID, under prefix: String, _ body: (_ path: String, _ entry: TreeEntry) throws(GitError) -> Void
  ) throws(GitError) {
    let components = Path.components(prefix)
    guard let start = try entry(at: components, below: rootTree(of: commit)) else { return }
    try walk(start, at: components.joined(separator: "/"), body)
  }

  /// The names of the folders at the top of a commit.
  package func folders(of commit: ObjectID) throws(GitError) -> [String] {
    try entries(of: rootTree(of: commit)).filter(\.isTree).map(\.name)
  }

  private func walk(
    _ entry: TreeEntry, at path: String, _ body: (String, TreeEntry) throws(GitError) -> Void
  ) throws(GitError) {
    guard entry.isTree else { return try body(path, entry) }
    for child in try entries(of: entry.id) { try walk(child, at: Path.join(path, child.name), body) }
  }

  /// What a tree holds at a path below it.
  func entry(at components: [Substring], below root: ObjectID) throws(GitError) -> TreeEntry? {
    var found = TreeEntry(name: "", mode: 0o040000, id: root)
    for component in components {
      guard found.isTree else { return nil }
      let tree = try self.tree(found.id)
      guard let next = TreeEntry(git_tree_entry_byname(tree.pointer, String(component))) else { return nil }
      found = next
    }
    return found
  }

  /// What a tree object holds, in git's order: as if names of folders ended with a slash.
  func entries(of tree: ObjectID) throws(GitError) -> [TreeEntry] {
    let tree = try self.tree(tree)
    return (0..<git_tree_entrycount(tree.pointer)).compactMap { TreeEntry(git_tree_entry_byindex(tree.pointer, $0)) }
  }

  /// The tree of a commit.
  func rootTree(of commit: ObjectID) throws(GitError) -> ObjectID {
    let commit = try self.commit(commit)
    guard let id = ObjectID(git_commit_tree_id(commit.pointer)) else {
      throw GitError(operation: "git_commit_tree_id", code: -1)
    }
    return id
  }

  /// Looks a tree up.
  func tree(_ id: ObjectID) throws(GitError) -> Handle<TreeKind> {
    var oid = id.oid
    do throws(GitError) {
      return try Handle<TreeKind>("git_tree_lookup") { git_tree_lookup(&$0, pointer, &oid) }
    } catch {
      throw missed(error)
    }
  }

  /// Looks a commit up.
  func commit(_ id: ObjectID) throws(GitError) -> Handle<CommitKind> {
    var oid = id.oid
    do throws(GitError) {
      return try Handle<CommitKind>("git_commit_lookup") { git_commit_lookup(&$0, pointer, &oid) }
    } catch {
      throw missed(error)
    }
  }
}
