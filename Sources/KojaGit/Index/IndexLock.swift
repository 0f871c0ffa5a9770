internal import Glibc
internal import KojaModel

/// The right to write git's index: the file `index.lock`, gone with this value.
///
/// git's own lock is an empty file at first. koja's says from its first moment whose it is (it is made elsewhere and
/// linked into place), so that a koja which died with the lock does not leave it to a person to delete.
package struct IndexLock: ~Copyable {
  /// The lock file.
  package let path: String

  /// What koja's lock file says.
  fileprivate static let mark = Array("koja\n".utf8)

  private init(path: String) { self.path = path }

  /// Makes the file; nil when it is there already.
  fileprivate static func make(_ path: String) throws(GitError) -> IndexLock? {
    let draft = path + ".koja"
    unlink(draft)
    let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw GitError(system: "open", path: path) }
    defer { unlink(draft) }
    let written = write(descriptor, mark, mark.count)
    close(descriptor)
    guard written == mark.count else { throw GitError(system: "write", path: path) }
    guard link(draft, path) == 0 else {
      if errno == EEXIST { return nil }
      throw GitError(system: "link", path: path)
    }
    return IndexLock(path: path)
  }

  /// Puts a finished index in place, which ends the lock.
  consuming func commit(_ file: String, to index: String) throws(GitError) {
    try system("rename", index, rename(file, index))
  }

  deinit { unlink(path) }
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

  /// Removes the index lock of a koja that died. To be called under koja's own lock only: then no living koja has one.
  ///
  /// Returns whether there was one; a lock that another program holds is left alone.
  @discardableResult
  package func breakAbandonedIndexLock() throws(GitError) -> Bool {
    guard isIndexLockedByKoja else { return false }
    let path = gitDirectory + "/index.lock"
    try system("unlink", path, unlink(path))
    return true
  }

  /// The file by which a program other than koja holds the index, or held it when it was killed; nil where none does.
  package var foreignIndexLock: String? {
    let path = gitDirectory + "/index.lock"
    return access(path, F_OK) == 0 && !isIndexLockedByKoja ? path : nil
  }

  /// Whether the index is locked by a koja, alive or dead.
  package var isIndexLockedByKoja: Bool {
    let path = gitDirectory + "/index.lock"
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: IndexLock.mark.count + 1)
    let count = read(descriptor, &bytes, bytes.count)
    return count == IndexLock.mark.count && bytes.prefix(count).elementsEqual(IndexLock.mark)
  }
}
