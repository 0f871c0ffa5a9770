internal import Glibc
internal import KojaModel

/// Writes an index anew with other entries for some paths; all else is copied as it is.
///
/// Extensions: `TREE` is kept and forgets the folders that changed, `REUC` is kept; the others only make git faster and
/// are made again by git.
struct IndexRewrite {
  private let index: IndexFile?
  private let version: UInt32
  /// What shall stand under a name, nil for nothing, in the order of the index.
  private let changes: [(name: [UInt8], entry: IndexEntry?)]
  /// A file cannot stand where a folder does: names that begin with these go.
  private let blocked: [[UInt8]]

  /// Prepares changes of an index, nil where there is none yet. Throws `invalid` for a mode that git does not know.
  init(_ index: IndexFile?, _ entries: [(path: String, entry: IndexEntry?)]) throws(GitError) {
    self.index = index
    version = index?.version ?? 2
    var changes = entries.map { (name: Array($0.path.utf8), entry: $0.entry) }
    var blocked: [[UInt8]] = []
    var above: Set<String> = []
    for (path, entry) in entries {
      guard let entry else { continue }
      guard [0o100644, 0o100755, 0o120000, 0o160000].contains(entry.mode) else { throw Self.badMode(entry.mode, path) }
      blocked.append(Array(path.utf8) + [UInt8(ascii: "/")])
      var folders = Path.components(path).dropLast()
      // Where one path has been, all folders above are known.
      while !folders.isEmpty, above.insert(folders.joined(separator: "/")).inserted {
        changes.append((Array(folders.joined(separator: "/").utf8), nil))
        folders.removeLast()
      }
    }
    self.changes = changes.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    self.blocked = blocked.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Writes the new index to a file of its own and makes that durable.
  func write(to path: String) throws(GitError) {
    var output = IndexPieces(version: version)
    try addEntries(to: &output)
    let file = try OutputFile(path, isHashed: true)
    try file.write(Array("DIRC".utf8) + bigEndian(version) + bigEndian(UInt32(output.count)))
    for piece in output.pieces {
      switch piece {
      case .kept(let range):
        if let index { try file.write(large: UnsafeRawBufferPointer(rebasing: index.bytes[range])) }
      case .new(let bytes): try file.write(bytes)
      }
    }
    try file.writeHash()
    try file.close(mode: index?.mode ?? 0o644)
  }

  private func addEntries(to output: inout IndexPieces) throws(GitError) {
    var changes = self.changes[...]
    var blocked = self.blocked[...]
    if let index {
      let cursor = IndexCursor(index)
      while let entry = try cursor.next() {
        while let change = changes.first, entry.order(after: change.name) > 0 {
          output.add(change.entry, name: change.name)
          changes.removeFirst()
        }
        while let prefix = blocked.first, entry.order(after: prefix) > 0, !entry.isBelow(prefix) {
          blocked.removeFirst()
        }
        // Sides of a conflict have the same name and go as well.
        let isReplaced = changes.first.map { entry.order(after: $0.name) == 0 } ?? false
        let isBlocked = blocked.first.map { entry.isBelow($0) } ?? false
        if !isReplaced, !isBlocked { output.keep(entry, of: index) }
      }
      for change in changes { output.add(change.entry, name: change.name) }
      try output.keepExtensions(of: index, from: cursor.offset, without: self.changes.map(\.name))
    } else {
      for change in changes { output.add(change.entry, name: change.name) }
    }
  }

  private static func badMode(_ mode: UInt32, _ path: String) -> GitError {
    GitError(
      .invalid, operation: "index", message: "\(path): mode \(String(mode, radix: 8))",
      Phrase(id: "`\(path)` bukan berkas biasa", en: "`\(path)` is no regular file"))
  }
}

extension IndexCursor.Entry {
  /// Above zero when the entry comes after a name, 0 when it has it.
  fileprivate func order(after other: [UInt8]) -> Int { other.withUnsafeBytes { IndexName.order(name, $0) } }

  /// Whether its name begins with a prefix and goes on.
  fileprivate func isBelow(_ prefix: [UInt8]) -> Bool {
    name.count > prefix.count
      && prefix.withUnsafeBytes { IndexName.order(.init(rebasing: name[..<prefix.count]), $0) } == 0
  }
}
