internal import CLibGit2

extension Repository {
  /// The newest first-parent commit of HEAD whose committer time is not later; nil when there is none.
  package func newest(commitNotAfter seconds: Int) throws(GitError) -> ObjectID? {
    var next = try head().commit
    while let id = next {
      let commit = try self.commit(id)
      if Int(git_commit_time(commit.pointer)) <= seconds { return id }
      next = ObjectID(git_commit_parent_id(commit.pointer, 0))
    }
    return nil
  }
}
