internal import KojaGit
internal import KojaModel

/// Where a store lay in the parent of a commit: where it lies in the commit, or where one went away that became it.
///
/// A store is known by its settings. Where those are the same at the same place, nothing has moved and nothing more is
/// read; else the other stores that the commit took away or changed are looked at. One that has its settings became it,
/// or the only one that went away with most of its records. Whatever else there is, is in doubt: two stores are never
/// told as one.
final class StoreOrigin {
  /// What there is to say.
  enum Answer: Equatable {
    /// It lay there, a path with a slash at its end, or empty.
    case at(String)
    /// It was not there.
    case nowhere
    /// It was not there, and stores went away of which none is surely it: their paths.
    case doubtful([String])
  }

  /// The folders of a store in which no other store is looked for.
  static let insides = ["records", "schemas"]

  private let repository: Repository
  private var marks: [CommitFolder: ObjectID?] = [:]

  init(_ repository: Repository) { self.repository = repository }

  /// The settings of a store; nil where there is none.
  func mark(_ folder: CommitFolder) throws(GitError) -> ObjectID? {
    if let known = marks[folder] { return known }
    let entry = try repository.entry(at: StoreSettings.path, in: folder)
    let found = entry.flatMap { $0.isBlob ? $0.id : nil }
    if marks.count >= 1024 { marks.removeAll(keepingCapacity: true) }
    marks[folder] = .some(found)
    return found
  }

  /// Whether the store lay in all parents of a commit where it lies in the commit.
  func isHome(_ folder: CommitFolder, since parents: [ObjectID]) throws(GitError) -> Bool {
    guard try mark(folder) != nil else { return false }
    for parent in parents where try origin(of: folder, in: parent) != .at(folder.path) { return false }
    return true
  }

  /// Where the store of a folder lay in a parent of its commit.
  func origin(of folder: CommitFolder, in parent: ObjectID) throws(GitError) -> Answer {
    let (new, old) = (try mark(folder), try mark(CommitFolder(parent, folder.path)))
    guard let new else { return old == nil ? .nowhere : .at(folder.path) }
    if new == old { return .at(folder.path) }
    let others = try repository.landmarks(
      StoreSettings.path, of: parent, unlike: folder.commit, skipping: Self.insides
    ).filter { !$0.folder.sameBytes(as: folder.path) }
    let same = others.filter { $0.blob == new }
    if same.count == 1 { return .at(same[0].folder) }
    if old != nil { return .at(folder.path) }
    let gone = others.filter { $0.other == nil }
    guard !gone.isEmpty else { return .nowhere }
    var alike: [String] = []
    for other in same.isEmpty ? gone : same
    where try hasMost(of: CommitFolder(parent, other.folder), folder) { alike.append(other.folder) }
    return alike.count == 1 ? .at(alike[0]) : .doubtful(gone.map(\.folder))
  }

  /// Whether most records of a store are in another one as they were.
  private func hasMost(of old: CommitFolder, _ new: CommitFolder) throws(GitError) -> Bool {
    var all = 0
    try repository.walkTree(of: old, under: "records") { _, _ in all += 1 }
    let lost = try repository.changedPaths(between: old, and: new, under: ["records"]).count { $0.old != nil }
    return all > 0 && lost * 2 < all
  }
}
