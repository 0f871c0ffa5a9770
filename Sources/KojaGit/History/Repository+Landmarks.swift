/// A folder that is known by a file in it.
package struct Landmark: Sendable {
  /// The path of the folder, with a slash at its end; empty for the root.
  package let folder: String
  /// The file.
  package let blob: ObjectID
  /// What the other commit has in its place; nil for no file.
  package let other: ObjectID?
}

extension Repository {
  /// So deep folders are looked into.
  private static let deepest = 64

  /// The folders of a commit that hold a file at a path below them which another commit does not have just so, ordered
  /// by path.
  ///
  /// Reads only the folders that differ, and nothing below the named ones of a folder that was found.
  package func landmarks(
    _ file: String, of commit: ObjectID, unlike other: ObjectID?, skipping names: [String]
  ) throws(GitError) -> [Landmark] {
    let against = try other.map { other throws(GitError) in try rootTree(of: other) }
    let search = LandmarkSearch(repository: self, file: Path.components(file), skipped: names)
    return try search.run(rootTree(of: commit), against, at: "", levels: Self.deepest)
  }
}

private struct LandmarkSearch {
  let repository: Repository
  let file: [Substring]
  let skipped: [String]

  func run(_ tree: ObjectID, _ other: ObjectID?, at path: String, levels: Int) throws(GitError) -> [Landmark] {
    guard tree != other, levels > 0 else { return [] }
    var found: [Landmark] = []
    let (own, theirs) = (try blob(in: tree), try other.flatMap { other throws(GitError) in try blob(in: other) })
    if let own, own != theirs { found.append(Landmark(folder: path, blob: own, other: theirs)) }
    let others = try other.map { other throws(GitError) in try repository.entries(of: other) } ?? []
    let known = Dictionary(others.filter(\.isTree).map { (Array($0.name.utf8), $0.id) }) { first, _ in first }
    for entry in try repository.entries(of: tree) where entry.isTree {
      if own != nil, skipped.contains(where: { $0.utf8.elementsEqual(entry.name.utf8) }) { continue }
      found += try run(entry.id, known[Array(entry.name.utf8)], at: path + entry.name + "/", levels: levels - 1)
    }
    return found
  }

  private func blob(in tree: ObjectID) throws(GitError) -> ObjectID? {
    try repository.entry(at: file, below: tree).flatMap { $0.isBlob ? $0.id : nil }
  }
}
