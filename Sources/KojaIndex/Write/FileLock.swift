internal import Glibc

/// A lock on a file of its own, held until it is given back or its holder dies.
final class FileLock: @unchecked Sendable {
  private let descriptor: Int32

  /// How long a lock is waited for, in milliseconds.
  private static let patience = 5000

  /// Opens the file of a lock, and makes it; nil when the folder forbids that.
  init?(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Takes the lock, with others who share it; false when someone kept it to himself all the time.
  func share() -> Bool { take(LOCK_SH, patience: Self.patience) }

  /// Takes the lock alone; false when others still have it after a while.
  func takeAlone(patience: Int) -> Bool { take(LOCK_EX, patience: patience) }

  /// Gives the lock back.
  func giveBack() { flock(descriptor, LOCK_UN) }

  private func take(_ mode: Int32, patience: Int) -> Bool {
    var waited = 0
    while flock(descriptor, mode | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, waited < patience else { return false }
      usleep(2000)
      waited += 2
    }
    return true
  }
}
