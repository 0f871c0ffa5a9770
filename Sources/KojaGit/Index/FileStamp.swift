package import Glibc

/// What git's index remembers of a file, to know without reading that it has not changed.
///
/// Take it from the open descriptor or the path *after* the file has its final name: renaming changes `ctime`. Compare
/// ``isSameContent(as:)`` with the stamp of what was written, or an edit made in between would count as clean.
package struct FileStamp: Sendable, Hashable {
  /// Seconds and nanoseconds of the last change of content.
  package let modified: FileTime
  /// Seconds and nanoseconds of the last change of the file or its attributes.
  package let changed: FileTime
  /// The device.
  package let device: UInt64
  /// The number of the file on its device.
  package let inode: UInt64
  /// The owner.
  package let user: UInt32
  /// The group.
  package let group: UInt32
  /// Bytes.
  package let size: Int

  /// A moment as file systems keep it.
  package struct FileTime: Sendable, Hashable, Comparable {
    /// Seconds since 1970.
    package let seconds: Int
    /// 0 to 999,999,999.
    package let nanoseconds: Int

    package static func < (left: FileTime, right: FileTime) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }

  /// The stamp in the answer of a `stat`.
  package init(_ status: stat) {
    modified = FileTime(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    changed = FileTime(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    user = status.st_uid
    group = status.st_gid
    size = Int(status.st_size)
  }

  /// The stamp of a file, not following a link. Throws `notFound`, `permission`.
  package init(path: String) throws(GitError) {
    var status = stat()
    try system("lstat", path, lstat(path, &status))
    self.init(status)
  }

  /// The stamp of an open file.
  package init(descriptor: Int32) throws(GitError) {
    var status = stat()
    try system("fstat", "#\(descriptor)", fstat(descriptor, &status))
    self.init(status)
  }

  /// Whether it is the same file with the same content, whatever it is called now.
  package func isSameContent(as other: FileStamp) -> Bool {
    modified == other.modified && device == other.device && inode == other.inode && size == other.size
  }
}
