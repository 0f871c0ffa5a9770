internal import Glibc
internal import KojaModel

/// Changing what is there.
extension StoreFiles {
  /// Replaces or makes a file: temporary file beside it, fsync, rename, fsync of the folder. Folders are made.
  package func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    do throws(FileError) {
      var folders: Set<String> = []
      try writeDraft(bytes, of: path, known: &folders, isFlushed: true)
      try placeDraft(of: path)
    } catch {
      if Self.staysInside(path) { unlink(absolute(Self.draft(of: path))) }
      throw error
    }
    syncFolder(of: path)
  }

  /// Writes the new bytes of a file beside it; ``placeDraft(of:)`` puts them in place. `known` are folders that have been
  /// made and looked at.
  func writeDraft(
    _ bytes: [UInt8], of path: String, known folders: inout Set<String>, isFlushed: Bool = false
  ) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    if folders.insert(Self.folder(of: path)).inserted {
      try makeFolders(of: path)
      try checkFolders(of: path)
    }
    var mode: mode_t = 0o644
    var facts = stat()
    if lstat(absolute(path), &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path) }
      mode = facts.st_mode & 0o777
    }
    let descriptor = open(
      absolute(Self.draft(of: path)), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    try FileIO.writeAll(descriptor, bytes, path: path)
    guard !isFlushed || fsync(descriptor) == 0 else { throw .last(path) }
  }

  /// Puts the bytes that were written beside a file in its place.
  func placeDraft(of path: String) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    guard rename(absolute(Self.draft(of: path)), absolute(path)) == 0 else { throw .last(path) }
  }

  /// Removes what a writer that died left beside a file.
  package func removeDraft(of path: String) throws(FileError) {
    guard unlink(absolute(Self.draft(of: path))) == 0 || errno == ENOENT || errno == ENOTDIR else { throw .last(path) }
  }

  /// Removes a file; nothing happens when it is not there. Folders that become empty go too, up to the collection.
  package func remove(_ path: String) throws(FileError) {
    do throws(FileError) {
      try checkFolders(of: path)
    } catch {
      guard error.kind == .missing, Self.staysInside(path) else { throw error }
      return
    }
    guard unlink(absolute(path)) == 0 || errno == ENOENT else { throw .last(path) }
    removeEmptyFolders(above: path)
  }

  /// Moves a file to where nothing is. Folders are made; those that become empty go, up to the collection.
  package func move(_ path: String, to target: String) throws(FileError) {
    try checkFolders(of: path)
    guard stamp(path) != nil else { throw FileError(.notRegular, path) }
    guard Self.staysInside(target) else { throw FileError(.missing, target) }
    try makeFolders(of: target)
    try checkFolders(of: target)
    // A second name is refused where there is one; then the old name goes. So nothing is ever replaced.
    if link(absolute(path), absolute(target)) == 0 {
      guard unlink(absolute(path)) == 0 else { throw .last(path) }
    } else {
      // Some file systems know no second names, or allow none here.
      guard errno == EPERM || errno == ENOTSUP || errno == EMLINK else { throw .last(target) }
      guard entry(target) == nil, !isFolder(target) else { throw FileError(.exists, target) }
      guard rename(absolute(path), absolute(target)) == 0 else { throw .last(target) }
    }
    syncFolder(of: target)
    removeEmptyFolders(above: path)
  }

  private func removeEmptyFolders(above path: String) {
    syncFolder(of: path)
    var folder = Self.folder(of: path)
    while folder.split(separator: "/").count > 2, rmdir(absolute(folder)) == 0 { folder = Self.folder(of: folder) }
  }

  /// Makes the folders that lead to a path.
  func makeFolders(of path: String) throws(FileError) {
    var folder = ""
    for part in Self.folder(of: path).split(separator: "/") {
      folder += folder.isEmpty ? String(part) : "/" + part
      if mkdir(absolute(folder), 0o755) != 0, errno != EEXIST { throw .last(folder) }
    }
  }

  /// Makes what was done in the folder of a path last.
  func syncFolder(of path: String) {
    let descriptor = open(absolute(Self.folder(of: path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Makes a folder if it is not there; false when that is not possible.
  static func ensureFolder(_ path: String) -> Bool {
    mkdir(path, 0o755) == 0 || errno == EEXIST
  }
}
