internal import CLibGit2

extension Repository {
  /// The commits that one has among itself and its ancestors and others have not; a commit before all its ancestors,
  /// newest first among the rest.
  ///
  /// Reads that part of the history only. Throws `notFound` when one of the commits is not there.
  package func commits(reachableFrom start: ObjectID, butNotFrom others: [ObjectID] = []) throws(GitError) -> [ObjectID]
  {
    let walk = try Handle<WalkKind>("git_revwalk_new") { git_revwalk_new(&$0, pointer) }
    let sorting = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
    try git("git_revwalk_sorting", git_revwalk_sorting(walk.pointer, sorting))
    var oid = start.oid
    try git("git_revwalk_push", git_revwalk_push(walk.pointer, &oid))
    for other in others {
      oid = other.oid
      try git("git_revwalk_hide", git_revwalk_hide(walk.pointer, &oid))
    }
    var found: [ObjectID] = []
    while true {
      let code = git_revwalk_next(&oid, walk.pointer)
      guard code != GIT_ITEROVER.rawValue else { return found }
      try git("git_revwalk_next", code)
      found.append(ObjectID(oid))
    }
  }

  /// The first parent of a commit; nil for a root.
  package func firstParent(of id: ObjectID) throws(GitError) -> ObjectID? {
    ObjectID(git_commit_parent_id(try commit(id).pointer, 0))
  }
}
