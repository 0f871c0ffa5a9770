internal import CLibGit2

extension Repository {
  /// The first parent of a commit; nil for a root.
  package func firstParent(of id: ObjectID) throws(GitError) -> ObjectID? {
    ObjectID(git_commit_parent_id(try commit(id).pointer, 0))
  }
}
