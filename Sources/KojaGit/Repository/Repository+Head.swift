internal import CLibGit2

/// What is checked out.
package enum Head: Sendable, Hashable {
  /// A branch, without `refs/heads/`, and its newest commit.
  case branch(String, ObjectID)
  /// A branch without a commit.
  case unborn(String)
  /// A commit and no branch.
  case detached(ObjectID)

  /// The newest commit; nil on an unborn branch.
  package var commit: ObjectID? {
    switch self {
    case .branch(_, let id), .detached(let id): id
    case .unborn: nil
    }
  }

  /// The branch; nil when detached.
  package var branch: String? {
    switch self {
    case .branch(let name, _), .unborn(let name): name
    case .detached: nil
    }
  }
}

extension Repository {
  /// What is checked out.
  package func head() throws(GitError) -> Head {
    let head = try Handle<ReferenceKind>("git_reference_lookup") { git_reference_lookup(&$0, pointer, "HEAD") }
    guard let target = git_reference_symbolic_target(head.pointer) else {
      guard let id = ObjectID(git_reference_target(head.pointer)) else {
        throw GitError(operation: "git_reference_target", code: -1)
      }
      return .detached(id)
    }
    let reference = String(cString: target)
    let name = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : reference
    guard let id = try commit(of: reference) else { return .unborn(name) }
    return .branch(name, id)
  }

  /// The commit that a full reference name leads to; nil when there is no such reference.
  func commit(of reference: String) throws(GitError) -> ObjectID? {
    var id = git_oid()
    let code = git_reference_name_to_id(&id, pointer, reference)
    guard code != GIT_ENOTFOUND.rawValue else { return nil }
    try git("git_reference_name_to_id", code)
    return ObjectID(id)
  }
}
