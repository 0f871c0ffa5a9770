/// What `stat` says of a file. Two stamps are equal or not; one is never "newer" than another.
package struct FileStamp: Sendable, Hashable {
  /// Bytes. Negative in a stamp that was stored smudged and so equals none of a file.
  package var size: Int
  /// When the contents changed, seconds since 1970 and nanoseconds within.
  package var mtimeSeconds: Int, mtimeNanoseconds: Int
  /// When anything about the file changed, seconds since 1970 and nanoseconds within.
  package var ctimeSeconds: Int, ctimeNanoseconds: Int
  /// The inode's number.
  package var inode: UInt64

  /// A stamp. See the properties.
  package init(
    size: Int, mtimeSeconds: Int, mtimeNanoseconds: Int, ctimeSeconds: Int, ctimeNanoseconds: Int, inode: UInt64
  ) {
    self.size = size
    self.mtimeSeconds = mtimeSeconds
    self.mtimeNanoseconds = mtimeNanoseconds
    self.ctimeSeconds = ctimeSeconds
    self.ctimeNanoseconds = ctimeNanoseconds
    self.inode = inode
  }

  /// The coarsest step in which file systems in use count time (FAT); kernels also stamp a few milliseconds late.
  private static let tick = 2

  /// Git's racy rule: a file that changed at or after the moment it was read (within the clock's step) may change
  /// again without its stamp changing, so this stamp proves nothing.
  package func isRacy(readAt moment: (seconds: Int, nanoseconds: Int)) -> Bool {
    let changed = max(Time(mtimeSeconds, mtimeNanoseconds), Time(ctimeSeconds, ctimeNanoseconds))
    return Time(changed.seconds + Self.tick, changed.nanoseconds) >= Time(moment.seconds, moment.nanoseconds)
  }

  /// The stamp as it may be stored: itself, or smudged when it is racy, so that it equals no file's.
  package func settled(readAt moment: (seconds: Int, nanoseconds: Int)) -> FileStamp {
    guard isRacy(readAt: moment) else { return self }
    var stamp = self
    stamp.size = -1
    return stamp
  }

  /// A clock's reading.
  private struct Time: Comparable {
    let seconds, nanoseconds: Int

    init(_ seconds: Int, _ nanoseconds: Int) {
      self.seconds = seconds
      self.nanoseconds = nanoseconds
    }

    static func < (left: Time, right: Time) -> Bool {
      (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
  }
}
