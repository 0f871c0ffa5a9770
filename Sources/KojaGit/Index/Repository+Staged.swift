internal import CLibGit2
internal import KojaModel

/// How the index differs from HEAD at one path.
package struct StagedChange: Sendable, Hashable {
  /// The path.
  package let path: String
  /// The blob in the index; nil when the path is taken out.
  package let id: ObjectID?
  /// Its mode; 0 when the path is taken out.
  package let mode: UInt32

  /// A change. See the properties.
  package init(path: String, id: ObjectID?, mode: UInt32) {
    self.path = path
    self.id = id
    self.mode = mode
  }
}

extension Repository {
  /// What the index holds that HEAD does not, under some folders or files (none: everywhere), ordered by path bytes.
  ///
  /// Paths with a conflict are left out, see ``unmergedPaths()``.
  package func stagedChanges(under prefixes: [String] = []) throws(GitError) -> [StagedChange] {
    let index = try openIndex()
    let scope = CStrings(prefixes.contains { Path.components($0).isEmpty } ? [] : prefixes)
    var options = git_diff_options()
    try git("git_diff_options_init", git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
    options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
    options.pathspec = scope.array
    let diff = try headDiff(index, &options)
    return (0..<git_diff_num_deltas(diff.pointer)).compactMap { position in
      guard let delta = git_diff_get_delta(diff.pointer, position)?.pointee, delta.status != GIT_DELTA_CONFLICTED else {
        return nil
      }
      let gone = delta.status == GIT_DELTA_DELETED
      return StagedChange(
        path: String(cString: delta.new_file.path), id: gone ? nil : ObjectID(delta.new_file.id),
        mode: gone ? 0 : UInt32(delta.new_file.mode))
    }.sorted { Path.precedes($0.path, $1.path) }
  }

  private func headDiff(
    _ index: borrowing Handle<IndexKind>, _ options: inout git_diff_options
  ) throws(GitError) -> Handle<DiffKind> {
    let operation = "git_diff_tree_to_index"
    let indexPointer = index.pointer
    guard let commit = try head().commit else {
      return try Handle(operation) { git_diff_tree_to_index(&$0, pointer, nil, indexPointer, &options) }
    }
    let tree = try self.tree(rootTree(of: commit))
    return try Handle(operation) { git_diff_tree_to_index(&$0, pointer, tree.pointer, indexPointer, &options) }
  }

  /// The bytes that the index holds for a path; nil when it holds none, or a conflict.
  package func stagedBlob(_ path: String) throws(GitError) -> [UInt8]? {
    let index = try openIndex()
    guard let entry = git_index_get_bypath(index.pointer, path, 0) else { return nil }
    return try blob(ObjectID(entry.pointee.id))
  }

  /// The paths with a conflict that nobody has resolved, ordered by bytes; none in a bare repository.
  package func unmergedPaths() throws(GitError) -> [String] {
    guard !isBare, let index = try IndexFile(stagingFile ?? gitDirectory + "/index") else { return [] }
    var paths: [String] = []
    let cursor = IndexCursor(index)
    while let entry = try cursor.next() {
      guard entry.stage != 0 else { continue }
      let path = String(decoding: entry.name, as: UTF8.self)
      if paths.last.map({ !$0.sameBytes(as: path) }) ?? true { paths.append(path) }
    }
    return paths
  }

  /// Takes the staging area from the file that an environment names: git's hooks learn from `GIT_INDEX_FILE` what will be
  /// committed (`commit -a` and `commit PATH` prepare an index of their own). Relative to the work tree's top folder.
  package func takeStaging(from environment: [String: String]) {
    guard let named = environment["GIT_INDEX_FILE"], !named.isEmpty else { return }
    stagingFile = named.hasPrefix("/") ? named : (workTree ?? gitDirectory) + "/" + named
  }

  /// The staging area as it is on the disk now.
  private func openIndex() throws(GitError) -> Handle<IndexKind> {
    if let file = stagingFile { return try Handle("git_index_open") { git_index_open(&$0, file) } }
    let index = try Handle<IndexKind>("git_repository_index") { git_repository_index(&$0, pointer) }
    try git("git_index_read", git_index_read(index.pointer, 0))
    return index
  }
}
