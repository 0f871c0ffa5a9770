internal import KojaGit
internal import KojaModel

/// What git would ask before a commit counts: the hooks `commit-msg` and `pre-commit`, and a signature.
///
/// Unlike in git, `commit-msg` comes first: the journal names the commit, and the files are in place when `pre-commit`
/// looks at them. koja's own `pre-commit` is left out, because every change is checked before it comes here.
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

  /// The commit as it may be written: its message as the hook wants it, signed where git would sign it.
  func prepared(_ draft: CommitDraft) throws(GitError) -> CommitDraft {
    var draft = draft
    if let commitMessage { draft.message = try commitMessage.revised(draft.message) }
    draft.signature = try signer?.signature(of: draft)
    return draft
  }

  /// Whether `pre-commit` will be asked.
  var asksLast: Bool { preCommit != nil }

  /// Asks `pre-commit`, with the files in place, and writes down that it said yes.
  func admit(_ tree: ObjectID, _ journal: Journal, _ journals: JournalFile) throws(GitError) {
    guard let preCommit else { return }
    try preCommit.admit(tree)
    var journal = journal
    journal.awaitsHook = nil
    try journals.write(journal)
  }
}
