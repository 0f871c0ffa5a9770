internal import CLibGit2

extension Repository {
  /// The commits that can be reached from some and from none of the others, every commit behind its parents.
  package func commits(from starts: [ObjectID], without hidden: [ObjectID] = []) throws(GitError) -> [ObjectID] {
    let walk = try Handle<WalkKind>("git_revwalk_new") { git_revwalk_new(&$0, pointer) }
    let sorting = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue | GIT_SORT_REVERSE.rawValue
    try walked("git_revwalk_sorting", git_revwalk_sorting(walk.pointer, sorting))
    for start in starts {
      var oid = start.oid
      try walked("git_revwalk_push", git_revwalk_push(walk.pointer, &oid))
    }
    for end in hidden {
      var oid = end.oid
      try walked("git_revwalk_hide", git_revwalk_hide(walk.pointer, &oid))
    }
    var found: [ObjectID] = []
    var oid = git_oid()
    while true {
      let code = git_revwalk_next(&oid, walk.pointer)
      guard code != GIT_ITEROVER.rawValue else { return found }
      try walked("git_revwalk_next", code)
      found.append(ObjectID(oid))
    }
  }
}
