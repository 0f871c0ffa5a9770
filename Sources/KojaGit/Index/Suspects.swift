internal import Dispatch
internal import Glibc

/// Finds the few paths at which the work tree may differ from HEAD, without reading a file: the index as a table, the
/// stamps of the files in parallel, and the trees of HEAD only where the index does not know them.
///
/// It only ever errs by suspecting too much: what really differs, libgit2 judges.
struct Suspects: Sendable {
  private let table: IndexTable
  private let root: String

  /// More than these are not worth finding one by one.
  static let limit = 1000

  /// Compares the files of a work tree with a table of its index.
  init(_ table: IndexTable, workTree: String) {
    self.table = table
    root = workTree
  }

  /// What a look into one folder finds.
  private struct Look: Sendable {
    var suspects: [[UInt8]] = []
    var folders: [Folder] = []
  }

  /// A folder of the work tree with the rows of the index that lie below it.
  private struct Folder: Sendable {
    let path: [UInt8]
    let rows: Range<Int>
    /// How every name in it begins.
    var prefix: [UInt8] { path.isEmpty ? [] : path + [UInt8(ascii: "/")] }
  }

  /// The rows below a folder ("" is the root).
  func rows(below path: [UInt8]) -> Range<Int> {
    guard !path.isEmpty else { return 0..<table.rows.count }
    let start = table.row(notBefore: path + [UInt8(ascii: "/")])
    return start..<table.row(notBefore: path + [UInt8(ascii: "/") + 1], from: start)
  }

  /// Files and folders below a folder that the index does not vouch for; nil when they are too many.
  func unvouched(below path: [UInt8]) -> [[UInt8]]? {
    var folders = [Folder(path: path, rows: rows(below: path))]
    var found: [[UInt8]] = []
    while !folders.isEmpty {
      let level = folders
      let looks = [Look](unsafeUninitializedCapacity: level.count) { buffer, initialized in
        nonisolated(unsafe) let base = buffer.baseAddress
        DispatchQueue.concurrentPerform(iterations: level.count) { index in
          base?.advanced(by: index).initialize(to: look(into: level[index]))
        }
        initialized = level.count
      }
      found += looks.flatMap(\.suspects)
      guard found.count <= Self.limit else { return nil }
      folders = looks.flatMap(\.folders)
    }
    return found
  }

  private func look(into folder: Folder) -> Look {
    var look = Look()
    let prefix = folder.prefix
    let path = root + "/" + String(decoding: folder.path, as: UTF8.self)
    guard let directory = opendir(path) else {
      look.suspects = [folder.path]
      return look
    }
    defer { closedir(directory) }
    let descriptor = dirfd(directory)
    var status = stat()
    var known = 0
    var row = folder.rows.lowerBound
    while row < folder.rows.upperBound {
      let name = UnsafeRawBufferPointer(rebasing: table.name(row)[prefix.count...])
      guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else {
        // Names end with a zero in the file.
        let isThere = name.withMemoryRebound(to: CChar.self) { name in
          name.baseAddress.map { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) == 0 } ?? false
        }
        if isThere { known += 1 }
        if !isThere || !table.vouches(row, for: status) { look.suspects.append(Array(table.name(row))) }
        row += 1
        continue
      }
      let below = prefix + name[..<slash]
      let end = table.row(notBefore: below + [UInt8(ascii: "/") + 1], from: row)
      let isFolder =
        fstatat(descriptor, String(decoding: name[..<slash], as: UTF8.self), &status, AT_SYMLINK_NOFOLLOW) == 0
        && status.st_mode & S_IFMT == S_IFDIR
      if isFolder {
        known += 1
        look.folders.append(Folder(path: below, rows: row..<end))
      } else {
        look.suspects.append(below)
      }
      row = end
    }
    let names = Self.names(in: directory, isRoot: folder.path.isEmpty)
    if names.count != known { look.suspects += untracked(names, in: folder) }
    return look
  }

  /// Names in a folder that are no row and lead to none.
  private func untracked(_ names: [[UInt8]], in folder: Folder) -> [[UInt8]] {
    names.map { folder.prefix + $0 }.filter { path in
      let row = table.row(notBefore: path, from: folder.rows.lowerBound)
      if row < folder.rows.upperBound, table.name(row).elementsEqual(path) { return false }
      let below = table.row(notBefore: path + [UInt8(ascii: "/")], from: folder.rows.lowerBound)
      return !(below < folder.rows.upperBound && table.name(below).starts(with: path + [UInt8(ascii: "/")]))
    }
  }

  private static func names(in directory: OpaquePointer, isRoot: Bool) -> [[UInt8]] {
    var names: [[UInt8]] = []
    while let item = readdir(directory) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] || isRoot && name.elementsEqual(".git".utf8) { continue }
      names.append(name)
    }
    return names
  }
}

extension Suspects {
  /// Paths below a folder at which the index may differ from a tree object; nil when they are too many, or submodules.
  func staged(_ tree: ObjectID, at path: [UInt8], in repository: Repository) throws(GitError) -> [[UInt8]]? {
    var found: [[UInt8]] = []
    return try compare(tree, path, rows(below: path), repository, &found) ? found : nil
  }

  private func compare(
    _ tree: ObjectID, _ path: [UInt8], _ rows: Range<Int>, _ repository: Repository, _ found: inout [[UInt8]]
  ) throws(GitError) -> Bool {
    if table.tree(of: path) == tree { return true }
    let prefix = path.isEmpty ? [] : path + [UInt8(ascii: "/")]
    var row = rows.lowerBound
    // Trees and the index have the same order.
    for entry in try repository.entries(of: tree) {
      guard !entry.isSubmodule, found.count <= Self.limit else { return false }
      let name = prefix + entry.name.utf8
      let start = table.row(notBefore: entry.isTree ? name + [UInt8(ascii: "/")] : name, from: row)
      while row < min(start, rows.upperBound) {
        found.append(Array(table.name(row)))
        row += 1
      }
      if entry.isTree {
        let end = table.row(notBefore: name + [UInt8(ascii: "/") + 1], from: row)
        if row == end {
          found.append(name)
        } else if try !compare(entry.id, name, row..<end, repository, &found) {
          return false
        }
        row = end
      } else if row < rows.upperBound, table.name(row).elementsEqual(name) {
        if table.content(row) != (entry.id, entry.mode) { found.append(name) }
        row += 1
      } else {
        found.append(name)
      }
    }
    while row < rows.upperBound, found.count <= Self.limit {
      found.append(Array(table.name(row)))
      row += 1
    }
    return found.count <= Self.limit
  }
}
