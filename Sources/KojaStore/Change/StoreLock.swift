internal import Glibc
internal import KojaModel

/// koja's own lock: one writer at a time in a store. The kernel gives it back when its owner dies.
final class StoreLock {
  private let descriptor: Int32

  /// Takes the lock in a folder, waiting at most so long. Throws a failure of kind `conflict` when the time is over.
  init(folder: String, seconds: Int, pause: (Int) -> Void) throws(Failure) {
    if mkdir(folder, 0o755) != 0, errno != EEXIST { throw FileError.last(folder).failure }
    descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw FileError.last(folder + "/lock").failure }
    var waited = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, waited < seconds * 1000 else {
        close(descriptor)
        throw Failure(
          .conflict,
          Phrase(id: "koja lain sedang menulis di penyimpanan ini", en: "another koja is writing in this store"),
          hint: Phrase(id: "tunggu sebentar lalu ulangi", en: "wait a moment and try again"))
      }
      pause(20)
      waited += 20
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
