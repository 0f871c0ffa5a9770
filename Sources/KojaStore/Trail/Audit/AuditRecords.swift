internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// The records of one commit after another, for what is asked of entries when they were made; nothing is read before it is
/// asked for, and what many commits have in common once.
///
/// Of one thread at a time, as the repository that it reads.
final class AuditRecords: RecordSource {
  nonisolated(unsafe) private let repository: Repository
  nonisolated(unsafe) private var folder: CommitFolder?
  nonisolated(unsafe) private var trees: [ObjectID: Document?] = [:]

  /// So many trees are kept in mind at most.
  private static let most = 4096

  /// No commit of a repository yet.
  init(_ repository: Repository) { self.repository = repository }

  /// Goes to where the store lies in a commit; nil for nowhere.
  func move(to folder: CommitFolder?) { self.folder = folder }

  func entries(under path: String) -> [StoreFiles.Entry] {
    guard let folder else { return [] }
    let prefix = folder.path.isEmpty || folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    var found: [StoreFiles.Entry] = []
    try? repository.walkTree(of: folder.commit, under: prefix + path) { full, entry throws(GitError) in
      let kind: StoreFiles.Entry.Kind = entry.isBlob ? .file : entry.isLink ? .link : .other
      found.append(StoreFiles.Entry(path: String(full.dropFirst(prefix.count)), kind: kind, stamp: nil))
    }
    return found
  }

  func has(_ path: String) -> Bool { blob(path) != nil }

  func bytes(_ path: String) throws(FileError) -> [UInt8]? { blob(path).flatMap { text(of: $0) } }

  func document(_ path: String) -> Document? {
    guard let blob = blob(path) else { return nil }
    if let known = trees[blob] { return known }
    let tree = text(of: blob).flatMap { YAMLReader.read($0, path: path).document }
    if trees.count >= Self.most { trees.removeAll() }
    trees[blob] = .some(tree)
    return tree
  }

  private func text(of blob: ObjectID) -> [UInt8]? { (try? repository.blob(blob, limit: Store.recordLimit)) ?? nil }

  private func blob(_ path: String) -> ObjectID? {
    guard let folder, let entry = try? repository.entry(at: path, in: folder), entry.isBlob else { return nil }
    return entry.id
  }
}
