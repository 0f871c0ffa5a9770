internal import KojaGit
internal import KojaModel

/// What git would ask before a commit counts: the hooks `commit-msg` and `pre-commit`, and a signature.
///
/// In git's order: `pre-commit` looks at the files in place, then `commit-msg` words the message, then it is signed.
/// koja's own `pre-commit` is left out, because every change is checked before it comes here.
struct CommitGate {
  private let preCommit: Hook?
  private let commitMessage: Hook?
  private let signer: CommitSigner?

  /// Looks at what a repository has installed and configured.
  init(_ store: Store, _ repository: Repository, _ surroundings: Surroundings) throws(GitError) {
    let environment = surroundings.environment
    let isOwn = StoreFounder.isOwnHook(repository, of: store)
    preCommit = isOwn ? nil : Hook("pre-commit", of: repository, environment: environment)
    commitMessage = Hook("commit-msg", of: repository, environment: environment)
    signer = try CommitSigner(repository, environment: environment)
  }

  /// Whether `pre-commit` is asked, so that files must be in place before there is a commit.
  var looksAtFiles: Bool { preCommit != nil }

  /// Asks `pre-commit` about the tree of the change, with the files in place.
  func admit(_ tree: ObjectID) throws(GitError) { try preCommit?.admit(tree) }

  /// The commit as it may be written: its message as the hook wants it, signed where git would sign it.
  func prepared(_ draft: CommitDraft) throws(GitError) -> CommitDraft {
    var draft = draft
    if let commitMessage { draft.message = try commitMessage.revised(draft.message) }
    draft.signature = try signer?.signature(of: draft)
    return draft
  }
}
