internal import CLibGit2
internal import Glibc
internal import KojaModel

/// How the work tree differs from HEAD at one path.
package struct PathStatus: Sendable, Hashable {
  /// The kinds of difference.
  package enum Kind: String, Sendable, Hashable {
    /// New, and in the index.
    case added
    /// Other bytes or another mode.
    case modified
    /// Gone.
    case deleted
    /// A link where a file was, or the other way round.
    case typeChanged
    /// A conflict that nobody has resolved.
    case unmerged
    /// New, and not in the index; ignored files are left out.
    case untracked
    /// As in HEAD, but taken out of the index (`git rm --cached`): the next commit of git would remove it.
    case unstaged
  }

  /// The path.
  package let path: String
  /// What is different.
  package let kind: Kind

  /// A difference. See the properties.
  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension Repository {
  /// How the work tree differs from HEAD, under some folders or files (none: everywhere), ordered by path bytes.
  ///
  /// What is staged counts only as far as it is in the work tree: a file that was changed, staged and changed back is
  /// no difference. File by file, without renames; the index is not written.
  ///
  /// - Parameter tellsUnstaged: Whether files that are only out of the index are told, too.
  package func changes(under prefixes: [String] = [], tellsUnstaged: Bool = false) throws(GitError) -> [PathStatus] {
    let found = try differences(under: prefixes)
    return tellsUnstaged ? found : found.filter { $0.kind != .unstaged }
  }

  private func differences(under prefixes: [String]) throws(GitError) -> [PathStatus] {
    let folders = prefixes.contains { Path.components($0).isEmpty } ? [] : prefixes
    guard let suspects = try suspects(under: folders.isEmpty ? [""] : folders) else { return try judge(folders) }
    return suspects.isEmpty ? [] : try judge(suspects)
  }

  /// The paths at which there may be a change; nil when that is not easily told.
  private func suspects(under prefixes: [String]) throws(GitError) -> [String]? {
    guard let workTree, let head = try head().commit, let index = try IndexFile(gitDirectory + "/index"),
      let table = try IndexTable(index)
    else { return nil }
    let suspects = Suspects(table, workTree: workTree)
    var found: Set<[UInt8]> = []
    for prefix in prefixes {
      let path = Array(Path.components(prefix).joined(separator: "/").utf8)
      guard let entry = try entry(at: prefix, in: head), entry.isTree, !suspects.rows(below: path).isEmpty else {
        found.insert(path)
        continue
      }
      guard let staged = try suspects.staged(entry.id, at: path, in: self),
        let unvouched = suspects.unvouched(below: path)
      else { return nil }
      found.formUnion(staged + unvouched)
    }
    guard found.count <= Suspects.limit, !found.contains([]) else { return nil }
    let paths = found.map { String(decoding: $0, as: UTF8.self) }
    // A name that is not UTF-8 cannot be asked for.
    return paths.contains { $0.unicodeScalars.contains("\u{FFFD}") } ? nil : paths
  }

  private func judge(_ prefixes: [String]) throws(GitError) -> [PathStatus] {
    let scope = CStrings(prefixes)
    var options = git_status_options()
    try git("git_status_options_init", git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)))
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue
    options.pathspec = scope.array
    let list = try Handle<StatusKind>("git_status_list_new") { git_status_list_new(&$0, pointer, &options) }
    var found: [PathStatus] = []
    for position in 0..<git_status_list_entrycount(list.pointer) {
      guard let entry = git_status_byindex(list.pointer, position)?.pointee,
        let delta = (entry.head_to_index ?? entry.index_to_workdir)?.pointee
      else { continue }
      let path = String(cString: delta.old_file.path ?? delta.new_file.path)
      if let kind = try kind(of: entry, at: path) { found.append(PathStatus(path: path, kind: kind)) }
    }
    return found.sorted { Path.precedes($0.path, $1.path) }
  }

  /// Joins the two comparisons, HEAD to index and index to work tree, into one; nil when the work tree is as HEAD.
  private func kind(of entry: git_status_entry, at path: String) throws(GitError) -> PathStatus.Kind? {
    func has(_ flags: git_status_t...) -> Bool { flags.contains { entry.status.rawValue & $0.rawValue != 0 } }
    if has(GIT_STATUS_CONFLICTED) { return .unmerged }
    if !has(GIT_STATUS_INDEX_DELETED) {
      if has(GIT_STATUS_INDEX_NEW) { return has(GIT_STATUS_WT_DELETED) ? nil : .added }
      if has(GIT_STATUS_WT_NEW) { return .untracked }
    }
    guard !has(GIT_STATUS_WT_DELETED), let file = try FileStamp.kind(path: absolute(path)) else { return .deleted }
    // HEAD has the path and the work tree has it; where the index is a third thing it says nothing about the two.
    guard let head = (entry.head_to_index ?? entry.index_to_workdir)?.pointee.old_file else { return nil }
    if UInt32(head.mode) & 0o170000 != file { return .typeChanged }
    guard has(GIT_STATUS_INDEX_NEW, GIT_STATUS_INDEX_MODIFIED, GIT_STATUS_INDEX_DELETED, GIT_STATUS_INDEX_TYPECHANGE),
      has(GIT_STATUS_WT_NEW, GIT_STATUS_WT_MODIFIED, GIT_STATUS_WT_TYPECHANGE) || has(GIT_STATUS_INDEX_DELETED)
    else { return .modified }
    guard try isEqual(path, to: head) else { return .modified }
    return has(GIT_STATUS_INDEX_DELETED) ? .unstaged : nil
  }

  private func isEqual(_ path: String, to file: git_diff_file) throws(GitError) -> Bool {
    var oid = git_oid()
    try git("git_repository_hashfile", git_repository_hashfile(&oid, pointer, absolute(path), GIT_OBJECT_BLOB, path))
    guard ObjectID(oid) == ObjectID(file.id) else { return false }
    guard configFlag("core.fileMode") ?? true else { return true }
    var status = stat()
    try system("lstat", path, lstat(absolute(path), &status))
    return (status.st_mode & 0o100 != 0) == (file.mode & 0o100 != 0)
  }

  private func absolute(_ path: String) -> String { Path.join(workTree ?? "", path) }
}

extension FileStamp {
  /// The type bits of a file's mode (0o100000 file, 0o120000 link); nil when there is none.
  fileprivate static func kind(path: String) throws(GitError) -> UInt32? {
    var status = stat()
    guard lstat(path, &status) != 0 else { return status.st_mode & 0o170000 }
    guard errno == ENOENT || errno == ENOTDIR else { throw GitError(system: "lstat", path: path) }
    return nil
  }
}
