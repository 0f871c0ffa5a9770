extension Repository {
  /// A mark in the index that tells git not to look at a file.
  package enum Blindfold: String, Sendable, CaseIterable {
    case assumeUnchanged = "assume-unchanged"
    case skipWorktree = "skip-worktree"
  }

  /// The files below a folder that git does not look at, as it was told by hand (`git update-index`), ordered by bytes.
  /// Nobody sees edits there.
  package func unwatched(under folder: String) throws(GitError) -> [(path: String, mark: Blindfold)] {
    guard !isBare, let index = try IndexFile(gitDirectory + "/index") else { return [] }
    var found: [(path: String, mark: Blindfold)] = []
    let cursor = IndexCursor(index)
    while let entry = try cursor.next() {
      guard index.isSpecial(entry), let mark = index.blindfold(entry) else { continue }
      let path = String(decoding: entry.name, as: UTF8.self)
      if path.hasPrefix(folder + "/") { found.append((path, mark)) }
    }
    return found
  }
}

extension IndexFile {
  fileprivate func blindfold(_ entry: IndexCursor.Entry) -> Repository.Blindfold? {
    let flags = entry.range.lowerBound + 60
    if bytes[flags] & 0x80 != 0 { return .assumeUnchanged }
    return bytes[flags] & 0x40 != 0 && bytes[flags + 2] & 0x40 != 0 ? .skipWorktree : nil
  }
}
