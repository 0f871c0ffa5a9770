import KojaGit
import KojaTestSupport

/// A scratch folder with a repository in it, for stock git and for koja.
struct GitFixture {
  let scratch: ScratchDirectory

  /// Nothing of the machine's configuration reaches libgit2.
  private static let isolated: Bool = {
    (try? Repository.configure(environment: ["HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"])) != nil
  }()

  /// A repository without a commit, on `main`.
  init(_ initial: [String] = ["init", "-q", "-b", "main"]) throws {
    guard Self.isolated else { throw Shell.Unsuccessful("libgit2 does not start") }
    scratch = try ScratchDirectory()
    try git(initial)
  }

  /// Runs git in the folder.
  @discardableResult
  func git(
    _ arguments: [String], in folder: String = "", environment: [String: String] = [:], allowingFailure: Bool = false
  ) throws -> Shell.Output {
    try Shell.git(
      arguments, in: folder.isEmpty ? scratch.path : scratch.path(folder), environment: environment,
      allowingFailure: allowingFailure)
  }

  /// Runs git and splits its output into words, for short commands.
  @discardableResult
  func git(_ command: String) throws -> Shell.Output { try git(command.split(separator: " ").map(String.init)) }

  /// Writes files and commits them with git.
  @discardableResult
  func commit(_ files: [String: String], at seconds: Int = 1_773_450_720) throws -> ObjectID {
    for (path, text) in files { try scratch.write(text, to: path) }
    try git(["add", "-A"])
    return try commitIndex(at: seconds)
  }

  /// Commits what is staged with git.
  @discardableResult
  func commitIndex(at seconds: Int = 1_773_450_720) throws -> ObjectID {
    let dates = ["GIT_AUTHOR_DATE": "\(seconds) +0700", "GIT_COMMITTER_DATE": "\(seconds) +0700"]
    try git(["commit", "-q", "--allow-empty", "-m", "at \(seconds)"], environment: dates)
    return try id("HEAD")
  }

  /// What git says a revision is.
  func id(_ revision: String) throws -> ObjectID {
    let text = try git(["rev-parse", revision]).lines.first ?? ""
    guard let id = ObjectID(hex: text) else { throw Shell.Unsuccessful("not an id: \(text)") }
    return id
  }

  /// git's own view of the work tree: `status --porcelain`, every file.
  func status(in folder: String = "") throws -> [String] {
    try git(["status", "--porcelain", "--untracked-files=all"], in: folder).lines
  }

  /// Opens the repository with koja.
  func open(_ folder: String = "") throws -> Repository {
    try Repository.open(containing: folder.isEmpty ? scratch.path : scratch.path(folder))
  }

  /// Somebody to sign with.
  static let somebody = Signature(name: "Siti Rahma", email: "siti@example.go.id", seconds: 1_773_450_720, offset: 420)
}

extension Repository {
  /// Changes files, the branch and the index as a store does it.
  @discardableResult
  func change(_ files: [(path: String, text: String?)], in scratch: ScratchDirectory, folder: String = "") throws
    -> ObjectID
  {
    let lock = try lockIndex(waitingUpTo: 0) { _ in }
    let before = try head()
    var changes: [(path: String, change: TreeChange)] = []
    var entries: [(path: String, entry: IndexEntry?)] = []
    for (path, text) in files {
      let file = folder.isEmpty ? path : folder + "/" + path
      guard let text else {
        scratch.delete(file)
        changes.append((path, .remove))
        entries.append((path, nil))
        continue
      }
      let id = try writeBlob(Array(text.utf8))
      let stamp = try FileStamp(path: scratch.write(text, to: file))
      changes.append((path, .put(id, mode: 0o100644)))
      entries.append((path, IndexEntry(id: id, stamp: stamp)))
    }
    let who = GitFixture.somebody
    let draft = CommitDraft(
      tree: try editTree(base: before.commit, changes: changes), parents: before.commit.map { [$0] } ?? [], author: who,
      committer: who, message: "change\n")
    let id = try writeCommit(draft)
    try moveBranch(before.branch ?? "", from: before.commit, to: id, logMessage: "commit: change", as: who)
    try updateIndex(entries, holding: lock)
    return id
  }
}
