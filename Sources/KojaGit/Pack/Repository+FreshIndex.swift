internal import Glibc
internal import KojaModel

extension Repository {
  /// Writes the index of a work tree that was just written from a tree, in place of the one that is there.
  ///
  /// Every file is looked at once, so that `git status` need not read any. One that changes in the tick in which the
  /// index is written is read by git, as its time is not older than the index.
  package func writeIndex(of tree: GrowingTree) throws(GitError) {
    guard let workTree else { return }
    var count: UInt32 = 0
    try tree.walk { _, _, _ in count += 1 }
    let path = gitDirectory + "/index"
    let draft = path + ".koja"
    let file = try OutputFile(draft, isHashed: true)
    try file.write(Array("DIRC".utf8) + bigEndian(UInt32(2)) + bigEndian(count))
    try tree.walk { name, id, mode throws(GitError) in
      let stamp = try FileStamp(path: workTree + "/" + name)
      var entry = IndexEntry(id: id, mode: mode, stamp: stamp).facts(name.utf8) + name.utf8
      // One to eight zeros up to a multiple of eight.
      entry += [UInt8](repeating: 0, count: 8 - entry.count % 8)
      try file.write(entry)
    }
    let cache = tree.cache
    try file.write(Array("TREE".utf8) + bigEndian(UInt32(cache.count)) + cache)
    try file.writeHash()
    try file.close(mode: 0o644)
    try system("rename", path, rename(draft, path))
  }
}
