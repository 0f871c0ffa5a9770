internal import Glibc

/// What the index shall say about one path.
package struct IndexEntry: Sendable, Hashable {
  /// The blob.
  package var id: ObjectID
  /// git's file mode, 0o100644 for a plain file.
  package var mode: UInt32
  /// The file in the work tree that holds the blob; nil when unknown, then git reads the file the next time.
  package var stamp: FileStamp?

  /// An entry. See the properties.
  package init(id: ObjectID, mode: UInt32 = 0o100644, stamp: FileStamp?) {
    self.id = id
    self.mode = mode
    self.stamp = stamp
  }

  /// The entry as the file holds it, up to the name (gitformat-index(5), versions 2 to 4). The fields of the stamp are 32
  /// bits wide; without one they are 0, and git reads the file.
  func facts(_ name: some Collection<UInt8>) -> [UInt8] {
    let numbers = [
      UInt32(truncatingIfNeeded: stamp?.changed.seconds ?? 0), UInt32(stamp?.changed.nanoseconds ?? 0),
      UInt32(truncatingIfNeeded: stamp?.modified.seconds ?? 0), UInt32(stamp?.modified.nanoseconds ?? 0),
      UInt32(truncatingIfNeeded: stamp?.device ?? 0), UInt32(truncatingIfNeeded: stamp?.inode ?? 0), mode,
      stamp?.user ?? 0, stamp?.group ?? 0, UInt32(truncatingIfNeeded: stamp?.size ?? 0),
    ]
    return numbers.flatMap { bigEndian($0) } + id.bytes + bigEndian(UInt16(min(name.count, 0xFFF)))
  }
}

extension Repository {
  /// Changes the entries of some paths in the index and leaves all others as they are, then gives the lock back.
  ///
  /// A nil entry takes the path out. libgit2 cannot write the index while its lock is held, and to write one entry it
  /// takes all of them apart; the new file is therefore made of stretches of the old one, and takes its place. When this
  /// throws, the index is as it was. Throws `unsupported` where git keeps entries elsewhere (split or sparse index).
  package func updateIndex(
    _ entries: [(path: String, entry: IndexEntry?)], holding lock: consuming IndexLock
  ) throws(GitError) {
    let path = gitDirectory + "/index"
    let draft = gitDirectory + "/index.koja"
    // Left by a crash; nobody else uses this name while the lock is ours.
    unlink(draft)
    defer { unlink(draft) }
    try IndexRewrite(IndexFile(path), entries).write(to: draft)
    try lock.commit(draft, to: path)
    try flushFolder(gitDirectory)
  }
}
