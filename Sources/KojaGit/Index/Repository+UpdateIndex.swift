internal import CLibGit2
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
}

extension Repository {
  /// Changes the entries of some paths in the index and leaves all others as they are, then gives the lock back.
  ///
  /// A nil entry takes the path out. libgit2 cannot write the index while its lock is held, so a copy is changed, and
  /// takes the place of the lock file and then of the index. When this throws, the index is as it was.
  package func updateIndex(
    _ entries: [(path: String, entry: IndexEntry?)], holding lock: consuming IndexLock
  ) throws(GitError) {
    let index = gitDirectory + "/index"
    let draft = gitDirectory + "/index.koja"
    // Left by a crash; nobody else uses these names while the lock is ours.
    unlink(draft)
    unlink(draft + ".lock")
    defer { unlink(draft) }
    let mode = try copyFile(index, to: draft)
    try write(entries, to: draft, racyFrom: try? FileStamp(path: index).modified)
    if let mode { try system("chmod", draft, chmod(draft, mode)) }
    try lock.commit(draft, to: index)
    try flushFolder(gitDirectory)
  }

  private func write(
    _ entries: [(path: String, entry: IndexEntry?)], to file: String, racyFrom: FileStamp.FileTime?
  ) throws(GitError) {
    let index = try Handle<IndexKind>("git_index_open") { git_index_open(&$0, file) }
    if let racyFrom { try smudge(index.pointer, from: racyFrom) }
    for (path, entry) in entries {
      if let entry {
        let code = path.withCString { path in
          var raw = git_index_entry(entry)
          raw.path = path
          return git_index_add(index.pointer, &raw)
        }
        try git("git_index_add", code)
      } else {
        let code = git_index_remove(index.pointer, path, 0)
        if code != GIT_ENOTFOUND.rawValue { try git("git_index_remove", code) }
      }
    }
    try git("git_index_write", git_index_write(index.pointer))
  }

  /// Makes git read the files again that changed in the same tick in which the old index was written: their times say
  /// nothing, and the new index is younger, so that git would no longer notice.
  private func smudge(_ index: OpaquePointer, from written: FileStamp.FileTime) throws(GitError) {
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position), Self.stage(entry.pointee) == 0 else { continue }
      let time = entry.pointee.mtime
      let modified = FileStamp.FileTime(seconds: Int(time.seconds), nanoseconds: Int(time.nanoseconds))
      guard modified >= written, entry.pointee.file_size != 0 else { continue }
      var copy = entry.pointee
      copy.file_size = 0
      try git("git_index_add", git_index_add(index, &copy))
    }
  }

  /// 0 for an ordinary entry, 1 to 3 for one side of a conflict.
  static func stage(_ entry: git_index_entry) -> UInt16 {
    (entry.flags & UInt16(GIT_INDEX_ENTRY_STAGEMASK)) >> UInt16(GIT_INDEX_ENTRY_STAGESHIFT)
  }
}

extension git_index_entry {
  /// The C structure without its path. The fields are 32 bits wide, as in the file.
  fileprivate init(_ entry: IndexEntry) {
    self.init()
    id = entry.id.oid
    mode = entry.mode
    guard let stamp = entry.stamp else { return }
    ctime = git_index_time(stamp.changed)
    mtime = git_index_time(stamp.modified)
    dev = UInt32(truncatingIfNeeded: stamp.device)
    ino = UInt32(truncatingIfNeeded: stamp.inode)
    uid = stamp.user
    gid = stamp.group
    file_size = UInt32(truncatingIfNeeded: stamp.size)
  }
}

extension git_index_time {
  fileprivate init(_ time: FileStamp.FileTime) {
    self.init(
      seconds: Int32(truncatingIfNeeded: time.seconds), nanoseconds: UInt32(truncatingIfNeeded: time.nanoseconds))
  }
}
