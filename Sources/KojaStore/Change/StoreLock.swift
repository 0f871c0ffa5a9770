internal import Dispatch
internal import Foundation
internal import Glibc
internal import KojaModel

/// koja's own lock: one writer at a time in a store. The kernel gives it back when its owner dies.
final class StoreLock {
  private let descriptor: Int32

  /// Takes the lock in a folder, waiting at most so long. Throws a failure of kind `conflict` when the time is over.
  init(folder: String, seconds: Int) throws(Failure) {
    if mkdir(folder, 0o755) != 0, errno != EEXIST { throw FileError.last(folder).failure }
    descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw FileError.last(folder + "/lock").failure }
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    guard LockQueue.wait(descriptor, seconds: seconds) else {
      throw Failure(
        .conflict,
        Phrase(id: "koja lain sedang menulis di penyimpanan ini", en: "another koja is writing in this store"),
        hint: Phrase(id: "tunggu sebentar lalu ulangi", en: "wait a moment and try again"))
    }
  }

  /// Whether somebody holds the lock in a folder now.
  static func isHeld(folder: String) -> Bool {
    let descriptor = open(folder + "/lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit { close(descriptor) }
}

/// The line of those who wait for a lock. The kernel keeps it, so that whoever came first is served first, however many
/// they are; but it knows no end of patience, so a thread waits there.
private enum LockQueue {
  /// Waits for an exclusive lock on an open file; false when the time is over.
  static func wait(_ descriptor: Int32, seconds: Int) -> Bool {
    // Of its own, to wait on when nobody wants the lock any more: closing it then gives the lock back.
    let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard own >= 0 else { return false }
    let served = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      while flock(own, LOCK_EX) != 0, errno == EINTR {}
      served.signal()
      close(own)
    }
    return served.wait(timeout: .now() + .seconds(seconds)) == .success
  }
}
