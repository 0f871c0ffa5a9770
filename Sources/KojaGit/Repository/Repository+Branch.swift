internal import CLibGit2
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
}
