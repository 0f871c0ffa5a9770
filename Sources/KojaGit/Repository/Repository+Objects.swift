internal import CLibGit2

extension Repository {
  /// The bytes of a blob. Throws `notFound` when there is no such object or it is not a blob.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    var oid = id.oid
    let blob: Handle<BlobKind>
    do throws(GitError) {
      blob = try Handle<BlobKind>("git_blob_lookup") { git_blob_lookup(&$0, pointer, &oid) }
    } catch {
      throw missed(error)
    }
    return Array(
      UnsafeRawBufferPointer(start: git_blob_rawcontent(blob.pointer), count: Int(git_blob_rawsize(blob.pointer))))
  }

  /// The id that a blob of these bytes has; writes nothing.
  package static func hash(blob bytes: [UInt8]) throws(GitError) -> ObjectID {
    try Library.start()
    var oid = git_oid()
    try git("git_odb_hash", git_odb_hash(&oid, bytes, bytes.count, GIT_OBJECT_BLOB))
    return ObjectID(oid)
  }

  /// Writes a blob of exactly these bytes.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try write(bytes, as: GIT_OBJECT_BLOB)
  }

  /// Whether the object is there.
  package func contains(_ id: ObjectID) throws(GitError) -> Bool {
    var oid = id.oid
    let database = try objectDatabase()
    return git_odb_exists(database.pointer, &oid) == 1
  }

  /// Writes an object of a type.
  func write(_ bytes: [UInt8], as type: git_object_t) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let database = try objectDatabase()
    try git("git_odb_write", git_odb_write(&oid, database.pointer, bytes, bytes.count, type))
    return ObjectID(oid)
  }

  /// The bytes of a tree object.
  func bytes(ofTree id: ObjectID) throws(GitError) -> [UInt8] {
    var oid = id.oid
    let database = try objectDatabase()
    let object = try Handle<DatabaseObjectKind>("git_odb_read") { git_odb_read(&$0, database.pointer, &oid) }
    guard git_odb_object_type(object.pointer) == GIT_OBJECT_TREE else {
      throw GitError(operation: "git_odb_read", code: GIT_ENOTFOUND.rawValue)
    }
    return Array(
      UnsafeRawBufferPointer(start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer)))
  }

  private func objectDatabase() throws(GitError) -> Handle<ObjectDatabaseKind> {
    try Handle<ObjectDatabaseKind>("git_repository_odb") { git_repository_odb(&$0, pointer) }
  }
}
