/// How the entry at one path of a commit differs from that of every parent.
package struct CommitDelta: Sendable, Hashable {
  /// The path, and its entries in the first parent and in the commit.
  package let path: PathDelta
  /// The objects at the path in the other parents, in their order; nil where there is none.
  package let others: [ObjectID?]

  /// A difference. See the properties.
  package init(path: PathDelta, others: [ObjectID?] = []) {
    self.path = path
    self.others = others
  }
}

extension Repository {
  /// The files below some paths that a commit changed in a folder, ordered by path bytes and told from the folder.
  ///
  /// A merge changed what differs from every parent, as `git log --cc` has it: a file that came from one side as it was
  /// was changed there.
  ///
  /// - Parameters:
  ///   - folder: The folder as the commit has it; nil where it has none.
  ///   - parents: The same in each of its parents, where it may have lain elsewhere.
  package func deltas(
    of folder: CommitFolder?, since parents: [CommitFolder?], under prefixes: [String] = []
  ) throws(GitError) -> [CommitDelta] {
    var found = try changedPaths(between: parents.first ?? nil, and: folder, under: prefixes).map {
      CommitDelta(path: $0)
    }
    for parent in parents.dropFirst() where !found.isEmpty {
      var olds: [[UInt8]: ObjectID?] = [:]
      for delta in try changedPaths(between: parent, and: folder, under: prefixes) {
        olds[Array(delta.path.utf8)] = .some(delta.old)
      }
      found = found.compactMap { delta in
        olds[Array(delta.path.path.utf8)].map { CommitDelta(path: delta.path, others: delta.others + [$0]) }
      }
    }
    return found
  }
}
