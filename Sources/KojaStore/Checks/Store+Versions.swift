internal import KojaGit
internal import KojaModel

extension Store {
  /// The record files that differ between two commits, with their bytes; what is too large to be a record has none, and
  /// the check reports it.
  func versions(from old: ObjectID?, to new: ObjectID, _ repository: Repository) throws(GitError)
    -> [TransitionCheck.Version]
  {
    func bytes(_ id: ObjectID?) throws(GitError) -> [UInt8]? {
      guard let id else { return nil }
      return try repository.blob(id, limit: Store.recordLimit)
    }
    var versions: [TransitionCheck.Version] = []
    for delta in try changedPaths(between: old, and: new, under: ["records"]) where delta.old != delta.new {
      versions.append(TransitionCheck.Version(path: delta.path, old: try bytes(delta.old), new: try bytes(delta.new)))
    }
    return versions
  }

  /// Whether a file was there where one side of a merge parted from the others.
  func wasKnown(_ path: String, on side: ObjectID, of parents: [ObjectID], _ repository: Repository) throws(GitError)
    -> Bool
  {
    for other in parents where other != side {
      guard let base = try repository.mergeBase(side, other) else { continue }
      if try entry(at: path, in: base) != nil { return true }
    }
    return false
  }

  /// Whether one side of a merge changed a file since it parted from any other; yes where that cannot be told.
  func isTouched(_ path: String, on side: ObjectID, of parents: [ObjectID], _ repository: Repository) throws(GitError)
    -> Bool
  {
    let blob = try blob(at: path, in: side)
    for other in parents where other != side {
      guard let base = try repository.mergeBase(side, other), try self.blob(at: path, in: base) == blob else {
        return true
      }
    }
    return false
  }
}
