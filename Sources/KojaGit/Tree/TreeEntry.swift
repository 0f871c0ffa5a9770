internal import CLibGit2

/// What a commit holds at a path.
package struct TreeEntry: Sendable, Hashable {
  /// The last component of the path.
  package let name: String
  /// git's file mode: 0o100644, 0o100755, 0o120000, 0o040000, 0o160000.
  package let mode: UInt32
  /// The blob, tree or (for a submodule) commit.
  package let id: ObjectID

  /// An entry. See the properties.
  package init(name: String, mode: UInt32, id: ObjectID) {
    self.name = name
    self.mode = mode
    self.id = id
  }

  /// A folder.
  package var isTree: Bool { mode & 0o170000 == 0o040000 }
  /// A regular file, executable or not.
  package var isBlob: Bool { mode & 0o170000 == 0o100000 }
  /// A symbolic link.
  package var isLink: Bool { mode & 0o170000 == 0o120000 }
  /// A commit of another repository.
  package var isSubmodule: Bool { mode & 0o170000 == 0o160000 }

  /// Copies a borrowed C entry.
  init?(_ entry: OpaquePointer?) {
    guard let entry, let id = ObjectID(git_tree_entry_id(entry)) else { return nil }
    self.init(
      name: String(cString: git_tree_entry_name(entry)), mode: git_tree_entry_filemode(entry).rawValue, id: id)
  }
}
