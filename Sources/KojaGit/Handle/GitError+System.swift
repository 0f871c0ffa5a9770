internal import Glibc
internal import KojaModel

extension GitError {
  /// What the system says about a call on a file that just failed.
  init(system call: String, path: String, code: Int32 = errno) {
    let kind: Kind =
      switch code {
      case EACCES, EPERM, EROFS: .permission
      case ENOSPC, EDQUOT, EIO: .storage
      case ENOENT, ENOTDIR: .notFound
      default: .other
      }
    let reason = SystemReason.phrase(code)
    self.init(
      kind, operation: call, message: "\(path): \(reason.en)",
      Phrase(
        id: "berkas `\(path)` tidak dapat dipakai: \(reason.id)",
        en: "cannot use the file `\(path)`: \(reason.en)"), hint: Self.hint(kind))
  }
}

/// Passes the result of a system call on, or throws what the system says about it.
@discardableResult
func system<Result: SignedInteger>(_ call: String, _ path: String, _ result: Result) throws(GitError) -> Result {
  guard result < 0 else { return result }
  throw GitError(system: call, path: path)
}
