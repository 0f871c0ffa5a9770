internal import Glibc
package import KojaIndex
internal import KojaModel

/// The files of a store, by paths relative to its root.
///
/// No path leaves the store: every component is checked, symbolic links are never followed, and only regular files are
/// read. Writing is by a temporary file, fsync and rename, so that a reader sees the old bytes or the new ones.
package struct StoreFiles: Sendable {
  /// The absolute path of the store's folder, without a trailing slash.
  package let root: String

  /// Something found under a folder.
  package struct Entry: Sendable {
    /// What it is.
    package enum Kind: Sendable, Equatable { case file, link, repository, other, unreadable }
    /// Relative to the store.
    package let path: String
    /// What it is; only files can be records.
    package let kind: Kind
    /// Size, times and inode of a file when stamps were asked for.
    package let stamp: FileStamp?
  }

  /// The files of the store at an absolute path.
  package init(root: String) { self.root = root }

  /// The absolute path of a relative one.
  package func absolute(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

  /// Reads a regular file.
  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try checkFolders(of: path)
    return try readFound(path, limit: limit)
  }

  /// Reads a regular file that ``walk(_:stamps:)`` or ``entry(_:)`` has just found: its folders were looked at there, and
  /// looking again at each of them for every file costs as much as reading.
  func readFound(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try readFound(path, absolute(path), in: AT_FDCWD, limit: limit).bytes
  }

  /// The same; the file has a name in an open folder. The stamp is that of before the reading.
  func readFound(
    _ path: String, _ name: String, in folder: Int32, limit: Int
  ) throws(FileError) -> (bytes: [UInt8], stamp: FileStamp) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    let (bytes, facts) = try FileIO.readRegular(descriptor, limit: limit, path: path)
    return (bytes, FileStamp(facts))
  }

  /// Size, times and inode of a regular file; nil when there is none.
  package func stamp(_ path: String) -> FileStamp? {
    var facts = stat()
    guard lstat(absolute(path), &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(facts)
  }

  /// The number by which the file system knows a folder, at an absolute path; nil when there is nothing.
  static func inode(_ folder: String) -> UInt64? {
    var facts = stat()
    return lstat(folder, &facts) == 0 ? UInt64(facts.st_ino) : nil
  }

  /// What is at a path, unless it is a folder or nothing.
  package func entry(_ path: String) -> Entry? {
    guard case .entry(let path, let kind) = kind(UInt8(DT_UNKNOWN), path), kind != .unreadable else { return nil }
    return Entry(path: path, kind: kind, stamp: nil)
  }

  /// Whether a folder is there.
  package func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(absolute(path), &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// What stands at a path, as its folder says; where that says nothing, as it says itself.
  func kind(_ type: UInt8, _ path: String) -> Found {
    switch Int(type) {
    case Int(DT_DIR): return .folder(path)
    case Int(DT_REG): return .entry(path, .file)
    case Int(DT_LNK): return .entry(path, .link)
    case Int(DT_UNKNOWN):
      var facts = stat()
      guard lstat(absolute(path), &facts) == 0 else { return .entry(path, .unreadable) }
      return switch facts.st_mode & S_IFMT {
      case S_IFDIR: .folder(path)
      case S_IFREG: .entry(path, .file)
      case S_IFLNK: .entry(path, .link)
      default: .entry(path, .other)
      }
    default: return .entry(path, .other)
    }
  }

  /// Refuses paths that climb out and folders that are links.
  func checkFolders(of path: String) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += folder.isEmpty ? String(part) : "/" + part
      var facts = stat()
      guard lstat(absolute(folder), &facts) == 0 else { throw .last(path) }
      if facts.st_mode & S_IFMT == S_IFLNK { throw FileError(.link, folder) }
    }
  }
}

extension FileStamp {
  init(_ facts: stat) {
    self.init(
      size: Int(facts.st_size), mtimeSeconds: facts.st_mtim.tv_sec, mtimeNanoseconds: facts.st_mtim.tv_nsec,
      ctimeSeconds: facts.st_ctim.tv_sec, ctimeNanoseconds: facts.st_ctim.tv_nsec, inode: UInt64(facts.st_ino))
  }
}
