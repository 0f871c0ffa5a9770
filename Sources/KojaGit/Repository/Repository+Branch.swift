internal import CLibGit2
internal import Glibc
internal import KojaModel

extension Repository {
  /// Moves a branch from one commit to another, or makes it when `from` is nil, and writes the reflog.
  ///
  /// Compare-and-set under git's own lock of the branch. Throws `conflict` when the branch is elsewhere, `locked` when
  /// another process holds it.
  package func moveBranch(
    _ branch: String, from: ObjectID?, to: ObjectID, logMessage: String, as who: Signature
  ) throws(GitError) {
    let reference = "refs/heads/\(branch)"
    var valid: Int32 = 0
    try git("git_branch_name_is_valid", git_branch_name_is_valid(&valid, branch))
    guard valid == 1 else {
      throw GitError(
        .invalid, operation: "git_branch_name_is_valid",
        Phrase(id: "`\(branch)` bukan nama cabang", en: "`\(branch)` is not the name of a branch"))
    }
    let transaction = try Handle<TransactionKind>("git_transaction_new") { git_transaction_new(&$0, pointer) }
    try git("git_transaction_lock_ref", git_transaction_lock_ref(transaction.pointer, reference))
    guard try commit(of: reference) == from else {
      throw GitError(
        .conflict, operation: "git_transaction_lock_ref",
        Phrase(
          id: "cabang `\(branch)` sudah berubah sementara itu", en: "the branch `\(branch)` has moved in the meantime"),
        hint: Phrase(id: "jalankan perintah itu lagi", en: "run the command again"))
    }
    var signature = git_signature()
    let code = who.name.withCString { name in
      who.email.withCString { email in
        var target = to.oid
        signature.name = UnsafeMutablePointer(mutating: name)
        signature.email = UnsafeMutablePointer(mutating: email)
        signature.when = git_time(
          time: Int64(who.seconds), offset: Int32(who.offset), sign: who.offset < 0 ? 0x2D : 0x2B)
        return git_transaction_set_target(transaction.pointer, reference, &target, &signature, logMessage)
      }
    }
    try git("git_transaction_set_target", code)
    try git("git_transaction_commit", git_transaction_commit(transaction.pointer))
  }

  /// Removes the lock of a branch that a koja left which died while it moved the branch to a commit.
  ///
  /// To be called under koja's own lock only, when a journal tells of that move. The lock says where the branch was to
  /// go, or, earlier, nothing: then it may also be that of a git at work, which holds it for a moment, so it must stay
  /// the same file for a second. `sleep` pauses for so many milliseconds. Returns whether there was one.
  @discardableResult
  package func breakAbandonedBranchLock(
    _ branch: String, movingTo commit: ObjectID, sleep: (_ milliseconds: Int) -> Void
  ) throws(GitError) -> Bool {
    var valid: Int32 = 0
    try git("git_branch_name_is_valid", git_branch_name_is_valid(&valid, branch))
    guard valid == 1 else { return false }
    let path = commonDirectory + "/refs/heads/\(branch).lock"
    var seen: ino_t?
    for _ in 0..<10 {
      let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      var facts = stat()
      try system("fstat", path, fstat(descriptor, &facts))
      var bytes = [UInt8](repeating: 0, count: 42)
      let count = read(descriptor, &bytes, bytes.count)
      if count > 0, bytes.prefix(count).elementsEqual("\(commit.hex)\n".utf8) { break }
      guard count == 0, seen == nil || seen == facts.st_ino else { return false }
      seen = facts.st_ino
      sleep(100)
    }
    try system("unlink", path, unlink(path))
    return true
  }
}
