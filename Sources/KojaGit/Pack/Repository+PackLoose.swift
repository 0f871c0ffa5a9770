internal import CLibGit2
internal import Glibc
internal import KojaModel

extension Repository {
  /// Puts loose objects into a pack when there are so many that git would (`gc.auto`, 6,700 unless set; 0 is never).
  ///
  /// As git guesses it: by one of the 256 folders. Every object is read and hashed again; its file goes only after the
  /// pack and its index are on disk. What other programs write meanwhile stays loose.
  ///
  /// - Returns: How many objects were packed.
  @discardableResult
  package func packLooseObjects() throws(GitError) -> Int {
    let limit = configNumber("gc.auto") ?? 6700
    guard limit > 0, looseObjects(in: "17").count > (limit + 255) / 256 else { return 0 }
    let database = try Handle<ObjectDatabaseKind>("git_repository_odb") { git_repository_odb(&$0, pointer) }
    let writer = try PackWriter(self)
    var packed: [ObjectID] = []
    for folder in 0..<256 {
      let name = (folder < 16 ? "0" : "") + String(folder, radix: 16)
      for id in looseObjects(in: name) {
        var oid = id.oid
        let object = try Handle<StoredObjectKind>("git_odb_read") { git_odb_read(&$0, database.pointer, &oid) }
        guard let kind = Self.kind(git_odb_object_type(object.pointer)) else { continue }
        let bytes = UnsafeRawBufferPointer(
          start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer))
        guard try writer.add(Array(bytes), as: kind) == id else {
          throw GitError(
            .corrupt, operation: "pack", message: id.hex,
            Phrase(id: "objek git \(id) rusak", en: "the git object \(id) is damaged"),
            hint: Phrase(id: "periksa dengan `git fsck`", en: "look with `git fsck`"))
        }
        packed.append(id)
      }
    }
    try writer.finish()
    for id in packed { unlink(loosePath(id)) }
    return packed.count
  }

  private static func kind(_ type: git_object_t) -> PackWriter.Kind? {
    switch type {
    case GIT_OBJECT_COMMIT: .commit
    case GIT_OBJECT_TREE: .tree
    case GIT_OBJECT_BLOB: .blob
    default: nil  // annotated tags stay
    }
  }

  private func loosePath(_ id: ObjectID) -> String {
    commonDirectory + "/objects/" + id.hex.prefix(2) + "/" + id.hex.dropFirst(2)
  }

  /// The objects that lie loose in one of the 256 folders.
  private func looseObjects(in name: String) -> [ObjectID] {
    guard let folder = opendir(commonDirectory + "/objects/" + name) else { return [] }
    defer { closedir(folder) }
    var found: [ObjectID] = []
    while let entry = readdir(folder) {
      let rest = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if rest.utf8.count == 38, let id = ObjectID(hex: name + rest) { found.append(id) }
    }
    return found.sorted { $0.hex < $1.hex }
  }
}
