internal import KojaModel

/// The tree of a work tree that grows commit by commit: in memory, folder by folder, as git's own bytes.
///
/// A commit touches the folders along the changed paths only; each is written as its difference from the version before.
package final class GrowingTree {
  private let root = GrowingFolder()

  /// An empty tree.
  package init() {}

  /// A file of the tree that the next ``write(to:)`` makes.
  package func put(_ path: String, _ id: ObjectID, mode: UInt32 = 0o100644) {
    var folder = root
    let parts = path.split(separator: "/")
    for part in parts.dropLast() { folder = folder.subfolder(String(part)) }
    folder.put(String(parts.last ?? ""), id, mode: mode)
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
