internal import CLibGit2
internal import Glibc
internal import KojaModel

/// An installed hook that git runs at a commit. Run as git runs it: in the top folder, without a shell.
///
/// Source: githooks, `pre-commit` and `commit-msg`.
package struct Hook {
  private let repository: Repository
  private let name: String
  private let path: String
  private let environment: [String: String]

  /// A hook of a repository; nil where none of this name is installed and may be run.
  package init?(_ name: String, of repository: Repository, environment: [String: String]) {
    path = repository.hooksFolder + "/" + name
    guard access(path, X_OK) == 0 else { return nil }
    self.repository = repository
    self.name = name
    self.environment = environment
  }

  /// Runs `pre-commit` on an index that holds exactly a tree.
  ///
  /// Throws `conflict` when the hook says no.
  package func admit(_ tree: ObjectID) throws(GitError) {
    let draft = repository.gitDirectory + "/next-index-koja"
    unlink(draft)
    defer { unlink(draft) }
    try repository.writeIndex(of: tree, to: draft)
    try run([], ["GIT_INDEX_FILE": draft])
  }

  /// Runs `commit-msg` on a message and returns what it made of it.
  ///
  /// Throws `conflict` when the hook says no or leaves nothing.
  package func revised(_ message: String) throws(GitError) -> String {
    let draft = repository.gitDirectory + "/COMMIT_EDITMSG"
    let file = try OutputFile(draft)
    try file.write(Array(message.utf8))
    try file.close(mode: 0o644)
    try run([draft], [:])
    let revised = try Self.text(of: draft)
    guard revised.contains(where: { !$0.isWhitespace }) else { throw refused }
    return revised
  }

  private func run(_ arguments: [String], _ extra: [String: String]) throws(GitError) {
    var environment = environment.merging(extra) { $1 }
    // There is no editor at work, and the hook finds the repository by its folder.
    environment["GIT_EDITOR"] = ":"
    environment["GIT_DIR"] = nil
    environment["GIT_WORK_TREE"] = nil
    let folder = repository.workTree ?? repository.gitDirectory
    let program = Program(name: path, arguments: arguments, folder: folder, environment: environment)
    let code: Int32
    do throws(GitError) {
      code = try program.pass()
    } catch {
      // The file is there, or this would not be a hook.
      guard error.kind == .notFound else { throw error }
      throw GitError(
        .notFound, operation: name, message: path,
        Phrase(
          id: "pengait `\(name)` tidak dapat dijalankan: program yang disebut baris pertamanya tidak ada",
          en: "the hook `\(name)` cannot be run: the program that its first line names is not there"),
        hint: Phrase(
          id: "tidak ada yang ditulis; pasang program itu atau perbaiki baris pertama `\(path)`",
          en: "nothing was written; install that program, or mend the first line of `\(path)`"))
    }
    guard code == 0 else { throw refused }
  }

  private var refused: GitError {
    GitError(
      .conflict, operation: name, message: path,
      Phrase(id: "pengait `\(name)` menolak perubahan ini", en: "the hook `\(name)` refuses this change"),
      hint: Phrase(
        id: "tidak ada yang ditulis; lihat pesan pengait di atas (`\(path)`)",
        en: "nothing was written; see what the hook says above (`\(path)`)"))
  }

  private static func text(of path: String) throws(GitError) -> String {
    let descriptor = try system("open", path, open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = try system("read", path, read(descriptor, &bytes, bytes.count))
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

extension Repository {
  /// Where git looks for hooks: `core.hooksPath`, else the git folder's own.
  package var hooksFolder: String {
    guard let configured = configPath("core.hooksPath") else { return commonDirectory + "/hooks" }
    return configured.hasPrefix("/") ? configured : (workTree ?? gitDirectory) + "/" + configured
  }

  /// Writes an index file that holds exactly a tree.
  func writeIndex(of tree: ObjectID, to path: String) throws(GitError) {
    var oid = tree.oid
    let found = try Handle<TreeKind>("git_tree_lookup") { git_tree_lookup(&$0, pointer, &oid) }
    let index = try Handle<IndexKind>("git_index_open") { git_index_open(&$0, path) }
    try git("git_index_read_tree", git_index_read_tree(index.pointer, found.pointer))
    try git("git_index_write", git_index_write(index.pointer))
  }
}
