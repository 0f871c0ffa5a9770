internal import KojaModel

/// The tree of a work tree that grows commit by commit: in memory, folder by folder, as git's own bytes.
///
/// A commit touches the folders along the changed paths only; each is written as its difference from the version before.
package final class GrowingTree {
  private let root: GrowingFolder
  /// Where folders that were written before are read.
  private let repository: Repository?

  /// An empty tree.
  package init() {
    root = GrowingFolder()
    repository = nil
  }

  /// The tree of a commit, of which only the folders along changed paths are read; empty on an unborn branch.
  ///
  /// ``walk(_:)`` visits what changed only.
  package init(_ repository: Repository, commit: ObjectID?) throws(GitError) {
    self.repository = repository
    guard let commit else {
      root = GrowingFolder()
      return
    }
    let id = try repository.rootTree(of: commit)
    root = try GrowingFolder(id, bytes: try repository.bytes(ofTree: id))
  }

  /// A file of the tree that the next ``write(to:)`` makes.
  package func put(_ path: String, _ id: ObjectID, mode: UInt32 = 0o100644) throws(GitError) {
    let (folder, name) = try folder(of: path)
    folder.put(name, id, mode: mode)
  }

  /// A file that the tree of the next ``write(to:)`` has not; a folder that becomes empty goes.
  package func remove(_ path: String) throws(GitError) {
    let (folder, name) = try folder(of: path)
    folder.remove(name)
  }

  private func folder(of path: String) throws(GitError) -> (GrowingFolder, name: String) {
    var folder = root
    let parts = path.split(separator: "/")
    for part in parts.dropLast() {
      folder = try folder.subfolder(String(part)) { id throws(GitError) in
        try repository?.bytes(ofTree: id) ?? []
      }
    }
    return (folder, String(parts.last ?? ""))
  }

  /// Writes the changed folders and returns the id of the root.
  package func write(to pack: PackWriter) throws(GitError) -> ObjectID { try root.write(to: pack) }

  /// Visits all files in the order of git's index, which is that of the paths by bytes.
  package func walk(_ body: (_ path: String, _ id: ObjectID, _ mode: UInt32) throws(GitError) -> Void) throws(GitError)
  {
    try root.walk("", body)
  }

  /// The extension of the index that names the trees of its folders, so that `git status` need not make them again.
  var cache: [UInt8] { root.cache(name: "").bytes }
}
