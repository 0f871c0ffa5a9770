internal import KojaGit
internal import KojaModel

/// Where the city's files and commits go: packs, the growing tree, the work tree.
final class Ledger {
  private let repository: Repository
  private let pack: PackWriter
  private let tree = GrowingTree()
  private let files: NewFiles
  private var parent: ObjectID?
  private var last: Signature
  /// How many commits there are.
  private(set) var commits = 0
  /// How many files.
  private(set) var fileCount = 0

  /// A ledger for a new repository; `founder` makes the first commit.
  init(_ repository: Repository, root: String, founder: Signature) throws(GitError) {
    self.repository = repository
    pack = try PackWriter(repository)
    files = NewFiles(root: root)
    last = founder
  }

  /// A file as the next commit has it. `isFinal` says that it is written to the work tree, too.
  func put(_ path: String, _ bytes: [UInt8], isFinal: Bool = true) throws(GitError) {
    try tree.put(path, try pack.add(bytes, as: .blob))
    guard isFinal else { return }
    try files.write(bytes, to: path)
    fileCount += 1
  }

  /// Commits what was put.
  func commit(_ message: String, by author: Signature) throws(GitError) {
    let draft = CommitDraft(
      tree: try tree.write(to: pack), parents: parent.map { [$0] } ?? [], author: author, committer: author,
      message: message)
    parent = try pack.add(draft.bytes, as: .commit)
    last = author
    commits += 1
  }

  /// Seals the packs, moves the branch and writes the index.
  func finish(branch: String) throws(GitError) -> ObjectID? {
    try pack.finish()
    guard let parent else { return nil }
    try repository.moveBranch(branch, from: nil, to: parent, logMessage: "koja: demo", as: last)
    try repository.writeIndex(of: tree)
    return parent
  }
}
