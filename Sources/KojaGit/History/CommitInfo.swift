internal import CLibGit2

/// What a commit says.
package struct CommitInfo: Sendable, Hashable {
  /// Its own id.
  package let id: ObjectID
  /// The first is the branch that was committed to; none for a root.
  package let parents: [ObjectID]
  /// The tree of the whole repository.
  package let tree: ObjectID
  /// Who made the change, and when.
  package let author: Signature
  /// Who recorded it, and when.
  package let committer: Signature
  /// The whole message, without the line ends before it; bytes that are not UTF-8 show as U+FFFD.
  package let message: String

  /// The first line of the message.
  package var subject: Substring { message.prefix { $0 != "\n" && $0 != "\r\n" } }
}

extension Repository {
  /// What a commit says.
  package func commitInfo(_ id: ObjectID) throws(GitError) -> CommitInfo {
    let commit = try self.commit(id)
    guard let tree = ObjectID(git_commit_tree_id(commit.pointer)), let author = git_commit_author(commit.pointer),
      let committer = git_commit_committer(commit.pointer)
    else { throw GitError(operation: "git_commit_tree_id", code: -1) }
    return CommitInfo(
      id: id, parents: parents(of: commit.pointer), tree: tree, author: Signature(author.pointee),
      committer: Signature(committer.pointee),
      message: git_commit_message(commit.pointer).map { String(cString: $0) } ?? "")
  }

  /// The parents of a commit in hand.
  func parents(of commit: OpaquePointer) -> [ObjectID] {
    (0..<git_commit_parentcount(commit)).compactMap { ObjectID(git_commit_parent_id(commit, $0)) }
  }
}

extension Signature {
  /// Copies a borrowed C signature.
  fileprivate init(_ signature: git_signature) {
    self.init(
      stored: signature.name.map { String(cString: $0) } ?? "", signature.email.map { String(cString: $0) } ?? "",
      seconds: Int(signature.when.time), offset: Int(signature.when.offset))
  }
}
