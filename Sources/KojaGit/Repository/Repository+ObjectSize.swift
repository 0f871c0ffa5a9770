internal import CLibGit2

extension Repository {
  /// The bytes of a blob; nil when it is larger than a limit, or no blob. Throws where it is missing: what was there is not to
  /// look like nothing.
  package func blob(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8]? {
    let database = try Handle<ObjectDatabaseKind>("git_repository_odb") { git_repository_odb(&$0, pointer) }
    var oid = id.oid
    var (size, type) = (0, GIT_OBJECT_INVALID)
    do throws(GitError) {
      try git("git_odb_read_header", git_odb_read_header(&size, &type, database.pointer, &oid))
    } catch {
      throw missed(error)
    }
    guard type == GIT_OBJECT_BLOB, size <= limit else { return nil }
    return try blob(id)
  }
}
