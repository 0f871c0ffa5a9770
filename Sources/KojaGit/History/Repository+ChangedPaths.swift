internal import CLibGit2

extension Repository {
  /// The files that differ between two commits, under some folders or files (none: everywhere), ordered by path bytes.
  ///
  /// Reads only the folders whose ids differ. `old` is nil for "everything is new". A submodule is no file.
  package func changedPaths(
    between old: ObjectID?, and new: ObjectID, under prefixes: [String] = []
  ) throws(GitError) -> [PathDelta] {
    try changedPaths(between: old.map { CommitFolder($0) }, and: CommitFolder(new), under: prefixes)
  }

  /// The files that differ between two folders of commits, told from there: nothing where all of a folder was moved.
  ///
  /// Nil is a folder with nothing in it; otherwise as for two commits.
  package func changedPaths(
    between old: CommitFolder?, and new: CommitFolder?, under prefixes: [String] = []
  ) throws(GitError) -> [PathDelta] {
    let before = try old.flatMap { old throws(GitError) in try tree(of: old) }
    let after = try new.flatMap { new throws(GitError) in try tree(of: new) }
    var deltas: [PathDelta] = []
    try compare(before, after, at: "", PathScope(prefixes), into: &deltas)
    return deltas
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, at path: String, _ scope: PathScope, into deltas: inout [PathDelta]
  ) throws(GitError) {
    guard old != new else { return }
    let left = try TreeCursor(old, in: self)
    let right = try TreeCursor(new, in: self)
    while left.current != nil || right.current != nil {
      // In git's order a folder `a` and a file `a` are two entries; each is met alone.
      let order = left.order(before: right)
      let before = order <= 0 ? left.take() : nil
      let after = order >= 0 ? right.take() : nil
      if let before, let after, left.isSame(before, after) { continue }
      guard let entry = TreeEntry(after ?? before) else { continue }
      let child = Path.join(path, entry.name)
      guard scope.reaches(child) else { continue }
      let (oldID, newID) = (object(before), object(after))
      if entry.isTree {
        try compare(oldID, newID, at: child, scope, into: &deltas)
      } else if oldID != nil || newID != nil, scope.contains(child) {
        deltas.append(PathDelta(path: child, old: oldID, new: newID))
      }
    }
  }
}

/// The object of an entry; nil for none, and for a commit of another repository.
private func object(_ entry: OpaquePointer?) -> ObjectID? {
  guard let entry, git_tree_entry_filemode(entry) != GIT_FILEMODE_COMMIT else { return nil }
  return ObjectID(git_tree_entry_id(entry))
}

/// Goes through the entries of a tree, or of none, in git's order.
private final class TreeCursor {
  private let tree: Handle<TreeKind>?
  private let count: Int
  private var index = 0

  init(_ id: ObjectID?, in repository: Repository) throws(GitError) {
    if let id {
      let tree = try repository.tree(id)
      count = git_tree_entrycount(tree.pointer)
      self.tree = consume tree
    } else {
      count = 0
      tree = nil
    }
  }

  /// The entry at hand, borrowed from the tree; nil at the end.
  var current: OpaquePointer? {
    guard index < count else { return nil }
    return switch tree {
    case .some(let tree): git_tree_entry_byindex(tree.pointer, index)
    case .none: nil
    }
  }

  /// The entry at hand; goes on to the next.
  func take() -> OpaquePointer? {
    defer { index += 1 }
    return current
  }

  /// Below, equal to or above zero as this cursor's entry comes before, with or after the other's.
  func order(before other: TreeCursor) -> Int32 {
    guard let mine = current else { return 1 }
    guard let theirs = other.current else { return -1 }
    return git_tree_entry_cmp(mine, theirs)
  }

  /// Whether two entries hold the same object with the same mode.
  func isSame(_ left: OpaquePointer, _ right: OpaquePointer) -> Bool {
    git_oid_equal(git_tree_entry_id(left), git_tree_entry_id(right)) == 1
      && git_tree_entry_filemode(left) == git_tree_entry_filemode(right)
  }
}
