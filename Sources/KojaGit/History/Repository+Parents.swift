internal import CLibGit2

extension Repository {
  /// The first parent of a commit; nil for a root.
  package func firstParent(of id: ObjectID) throws(GitError) -> ObjectID? {
    ObjectID(git_commit_parent_id(try commit(id).pointer, 0))
  }

  /// The parents of a commit, in their order.
  package func parents(of id: ObjectID) throws(GitError) -> [ObjectID] {
    parents(of: try commit(id).pointer)
  }
}
