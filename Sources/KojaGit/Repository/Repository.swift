internal import CLibGit2
internal import Glibc
internal import KojaModel

/// An open git repository.
///
/// Not `Sendable`: one worker owns it, and only values leave it. Paths are relative to the work tree, with `/`, compared
/// by bytes; a name that is not UTF-8 is shown with U+FFFD and cannot be addressed.
package final class Repository {
  private let handle: Handle<RepositoryKind>

  /// The C object, for the extensions in this target.
  var pointer: OpaquePointer { handle.pointer }

  /// The file that holds what is staged, where it is not git's own index; see ``takeStaging(from:)``.
  var stagingFile: String?

  private var attributes: Handle<RepositoryKind>?

  private init(_ handle: consuming Handle<RepositoryKind>) { self.handle = handle }

  /// The repository with an index of nothing but its `.gitattributes`, for questions about attributes: libgit2 would
  /// take the whole index apart for each of them. As it was when it was first asked for.
  func attributeView() throws(GitError) -> OpaquePointer {
    if let known = attributes?.pointer { return known }
    let folder = workTree ?? gitDirectory
    let view = try Handle<RepositoryKind>("git_repository_open") { git_repository_open(&$0, folder) }
    let index = try Handle<IndexKind>("git_index_new") { git_index_new(&$0) }
    for (path, id) in try stagedAttributeFiles() {
      let code = path.withCString { path in
        var entry = git_index_entry()
        entry.path = path
        entry.mode = GIT_FILEMODE_BLOB.rawValue
        entry.id = id.oid
        return git_index_add(index.pointer, &entry)
      }
      try git("git_index_add", code)
    }
    try git("git_repository_set_index", git_repository_set_index(view.pointer, index.pointer))
    let pointer = view.pointer
    attributes = consume view
    return pointer
  }

  private func stagedAttributeFiles() throws(GitError) -> [(path: String, id: ObjectID)] {
    guard !isBare, let index = try IndexFile(gitDirectory + "/index") else { return [] }
    var found: [(path: String, id: ObjectID)] = []
    let cursor = IndexCursor(index)
    while let entry = try cursor.next() {
      guard entry.stage == 0, entry.isNamed(".gitattributes") else { continue }
      found.append((String(decoding: entry.name, as: UTF8.self), index.object(entry)))
    }
    return found
  }

  /// Opens the repository that a folder belongs to, looking upwards as git does.
  ///
  /// Throws `notFound` only when there is none; another owner, an unknown extension or damage is its own kind.
  package static func open(containing path: String) throws(GitError) -> Repository {
    try Library.start()
    do throws(GitError) {
      let handle = try Handle<RepositoryKind>("git_repository_open_ext") { git_repository_open_ext(&$0, path, 0, nil) }
      return Repository(handle)
    } catch  where error.kind == .notFound {
      throw error.told(
        Phrase(
          id: "tidak ada repositori git di `\(path)` atau di atasnya", en: "no git repository in `\(path)` or above"),
        hint: Phrase(id: "buat dengan `git init`", en: "make one with `git init`"))
    } catch  where error.kind == .unsupported(setting: "safe.directory") {
      let command = "git config --global --add safe.directory \(top(above: path))"
      throw error.told(error.phrase, hint: Phrase(id: "jalankan `\(command)`", en: "run `\(command)`"))
    }
  }

  /// The nearest folder at or above a path that looks like the top of a repository; the path itself where none does.
  private static func top(above path: String) -> String {
    var folder = path[...]
    while access("\(folder)/.git", F_OK) != 0 {
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return path }
      folder = folder[..<slash]
    }
    return String(folder)
  }

  /// Makes a repository with a work tree in a folder, which is made when missing.
  ///
  /// Throws `conflict` when there is a repository already.
  package static func create(at path: String, initialBranch: String = "main") throws(GitError) -> Repository {
    try Library.start()
    var options = git_repository_init_options()
    try git(
      "git_repository_init_options_init",
      git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
    let handle = try Handle<RepositoryKind>("git_repository_init_ext") { made in
      initialBranch.withCString { branch in
        options.initial_head = branch
        return git_repository_init_ext(&made, path, &options)
      }
    }
    return Repository(handle)
  }

  /// Takes the places of git's user and system configuration from an environment (`HOME`, `XDG_CONFIG_HOME`,
  /// `GIT_CONFIG_NOSYSTEM`) instead of that of the process. For the whole process; before the first repository.
  package static func configure(environment: [String: String]) throws(GitError) {
    try Library.start()
    let home = environment["HOME"] ?? ""
    let modern =
      environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (home.isEmpty ? "" : home + "/.config")
    try git("git_libgit2_opts", koja_git_search_path(GIT_CONFIG_LEVEL_GLOBAL, home))
    try git("git_libgit2_opts", koja_git_search_path(GIT_CONFIG_LEVEL_XDG, modern.isEmpty ? "" : modern + "/git"))
    let off = ["", "0", "false", "no", "off"]
    if !off.contains(environment["GIT_CONFIG_NOSYSTEM"] ?? "") {
      try git("git_libgit2_opts", koja_git_search_path(GIT_CONFIG_LEVEL_SYSTEM, ""))
    }
  }

  /// The folder of the checked-out files without a slash at its end; nil in a bare repository.
  package var workTree: String? { folder(git_repository_workdir(pointer)) }

  /// The git folder of this work tree (`.git`, or `.git/worktrees/NAME`), without a slash at its end.
  package var gitDirectory: String { folder(git_repository_path(pointer)) ?? "" }

  /// The git folder that all linked work trees share, without a slash at its end.
  package var commonDirectory: String { folder(git_repository_commondir(pointer)) ?? "" }

  /// Whether there is no work tree.
  package var isBare: Bool { git_repository_is_bare(pointer) == 1 }

  private func folder(_ path: UnsafePointer<CChar>?) -> String? {
    guard let path else { return nil }
    let text = String(cString: path)
    return text.utf8.count > 1 && text.utf8.last == 0x2F ? String(text.dropLast()) : text
  }
}
