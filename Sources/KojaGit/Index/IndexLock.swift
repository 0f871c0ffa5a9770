internal import Glibc
internal import KojaModel

/// The right to write git's index: the file `index.lock`, made as git makes it, gone with this value.
package struct IndexLock: ~Copyable {
  /// The lock file.
  package let path: String
  /// Tells this lock from one that another process made later; for a journal. See ``Repository/breakIndexLock(_:)``.
  package let identity: String

  private var isHeld = true

  private init(path: String, identity: String) {
    self.path = path
    self.identity = identity
  }

  /// Makes the file; nil when it is there already.
  fileprivate static func make(_ path: String) throws(GitError) -> IndexLock? {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST { return nil }
      throw GitError(system: "open", path: path)
    }
    defer { close(descriptor) }
    return IndexLock(path: path, identity: identity(try FileStamp(descriptor: descriptor)))
  }

  /// Puts a finished index in place, which ends the lock.
  consuming func commit(_ file: String, to index: String) throws(GitError) {
    try system("rename", path, rename(file, path))
    try system("rename", index, rename(path, index))
    isHeld = false
  }

  /// Device and inode.
  fileprivate static func identity(_ stamp: FileStamp) -> String { "\(stamp.device):\(stamp.inode)" }

  deinit {
    if isHeld { unlink(path) }
  }
}

extension Repository {
  /// Takes the lock of the index, waiting for another process at most so long.
  ///
  /// `sleep` pauses for so many milliseconds. Throws `locked`, naming the file, when the time is over.
  package func lockIndex(waitingUpTo seconds: Int, sleep: (_ milliseconds: Int) -> Void) throws(GitError) -> IndexLock {
    let path = gitDirectory + "/index.lock"
    var waited = 0
    while true {
      if let lock = try IndexLock.make(path) { return lock }
      guard waited < seconds * 1000 else { break }
      let pause = min(100, seconds * 1000 - waited)
      sleep(pause)
      waited += pause
    }
    throw GitError(
      .locked, operation: "open", message: "\(path): File exists",
      Phrase(
        id: "git sedang dipakai proses lain: berkas `\(path)` ada",
        en: "another process is using git: the file `\(path)` exists"),
      hint: Phrase(
        id: "tunggu sampai proses itu selesai; bila tidak ada lagi, hapus berkas itu",
        en: "wait until it is done; if there is none any more, delete that file"))
  }

  /// Removes the index lock of a dead owner, if it is still the one with this ``IndexLock/identity``.
  ///
  /// Returns whether it was.
  @discardableResult
  package func breakIndexLock(_ identity: String) throws(GitError) -> Bool {
    let path = gitDirectory + "/index.lock"
    var status = stat()
    guard lstat(path, &status) == 0, IndexLock.identity(FileStamp(status)) == identity else { return false }
    try system("unlink", path, unlink(path))
    return true
  }
}
