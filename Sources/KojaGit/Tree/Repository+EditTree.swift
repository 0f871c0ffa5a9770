internal import CLibGit2
internal import KojaModel

/// What happens to one path of a tree.
package enum TreeChange: Sendable, Hashable {
  /// The path holds this object with this mode (0o100644 for a plain file).
  case put(ObjectID, mode: UInt32)
  /// The path holds nothing; no error when it did not.
  case remove
}

extension Repository {
  /// Writes the tree of a commit with some paths changed, and returns its id.
  ///
  /// Only the folders along the paths are read and written; a folder that becomes empty goes. `commit` is nil on an
  /// unborn branch. Throws `invalid` for a path that git would not store or that is given twice, or below another.
  package func editTree(
    base commit: ObjectID?, changes: [(path: String, change: TreeChange)]
  ) throws(GitError) -> ObjectID {
    var root: ObjectID?
    if let commit { root = try rootTree(of: commit) }
    var edits: [Edit] = []
    for (path, change) in changes {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !$0.isEmpty }) else { throw Self.unstorable(path) }
      edits.append(Edit(path: path, parts: parts[...], change: change))
    }
    if let tree = try edited(root, edits) { return tree }
    return try write([], as: GIT_OBJECT_TREE)
  }

  /// One change, with the components that are still below the folder at hand.
  private struct Edit {
    let path: String
    let parts: ArraySlice<Substring>
    let change: TreeChange
  }

  /// The tree with the edits; nil when nothing is left in it.
  private func edited(_ base: ObjectID?, _ edits: [Edit]) throws(GitError) -> ObjectID? {
    let builder = try treeBuilder(base)
    for (name, group) in Dictionary(grouping: edits, by: { Key(String($0.parts.first ?? "")) }) {
      let leaves = group.filter { $0.parts.count == 1 }
      guard leaves.isEmpty || group.count == 1 else { throw Self.unstorable(group[0].path) }
      var entry: (id: ObjectID, mode: UInt32)?
      if let leaf = leaves.first {
        if case .put(let id, let mode) = leaf.change { entry = (id, mode) }
      } else {
        let old = TreeEntry(git_treebuilder_get(builder.pointer, name.string))
        let below = group.map { Edit(path: $0.path, parts: $0.parts.dropFirst(), change: $0.change) }
        let folder = old.flatMap { $0.isTree ? $0.id : nil }
        entry = try edited(folder, below).map { ($0, 0o040000) }
        // Removing below a file removes nothing.
        if entry == nil, let old, !old.isTree { continue }
      }
      try put(entry, as: name.string, in: builder.pointer, path: group[0].path)
    }
    guard git_treebuilder_entrycount(builder.pointer) > 0 else { return nil }
    var id = git_oid()
    try git("git_treebuilder_write", git_treebuilder_write(&id, builder.pointer))
    return ObjectID(id)
  }

  /// A builder that begins with the entries of a tree, or with none.
  private func treeBuilder(_ base: ObjectID?) throws(GitError) -> Handle<TreeBuilderKind> {
    guard let base else { return try Handle("git_treebuilder_new") { git_treebuilder_new(&$0, pointer, nil) } }
    let tree = try self.tree(base)
    return try Handle("git_treebuilder_new") { git_treebuilder_new(&$0, pointer, tree.pointer) }
  }

  private func put(
    _ entry: (id: ObjectID, mode: UInt32)?, as name: String, in builder: OpaquePointer, path: String
  ) throws(GitError) {
    guard let entry else {
      if git_treebuilder_get(builder, name) != nil {
        try git("git_treebuilder_remove", git_treebuilder_remove(builder, name))
      }
      return
    }
    var oid = entry.id.oid
    do throws(GitError) {
      try git(
        "git_treebuilder_insert", git_treebuilder_insert(nil, builder, name, &oid, git_filemode_t(rawValue: entry.mode))
      )
    } catch  where error.message.contains("invalid name") || error.message.contains("filename") {
      throw Self.unstorable(path)
    }
  }

  private static func unstorable(_ path: String) -> GitError {
    GitError(
      .invalid, operation: "editTree",
      Phrase(
        id: "`\(path)` bukan jalur yang dapat disimpan git di samping jalur lainnya",
        en: "`\(path)` is not a path that git can store beside the others"))
  }
}
