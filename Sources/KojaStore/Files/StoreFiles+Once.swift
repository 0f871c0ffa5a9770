internal import Glibc
internal import KojaModel

/// Files that are written once and never change.
extension StoreFiles {
  /// Makes a file that nobody writes any more: temporary file beside it, fsync, moved to where nothing is. Folders are
  /// made. Whoever reads sees the whole file or none.
  func writeOnce(_ bytes: [UInt8], to path: String) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    try makeFolders(of: path)
    try checkFolders(of: path)
    try removeDraft(of: path)
    let draft = Self.draft(of: path)
    do throws(FileError) {
      try writeDraftOnce(bytes, draft, of: path)
      try move(draft, to: path)
    } catch {
      unlink(absolute(draft))
      throw error
    }
    // The folders may be new, too.
    syncFolder(of: Self.folder(of: path))
  }

  private func writeDraftOnce(_ bytes: [UInt8], _ draft: String, of path: String) throws(FileError) {
    let descriptor = open(absolute(draft), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o444)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    try FileIO.writeAll(descriptor, bytes, path: path)
    guard fsync(descriptor) == 0 else { throw .last(path) }
  }

  /// Size and SHA-256 of a regular file, read piece by piece: however large it is, little of it is in memory.
  func fingerprint(_ path: String) throws(FileError) -> (bytes: Int, hash: String) {
    try checkFolders(of: path)
    let descriptor = open(absolute(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .last(path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path) }
    var (hash, count) = (SHA256(), 0)
    while true {
      let piece = try FileIO.readPiece(descriptor, path: path)
      guard !piece.isEmpty else { return (count, hash.finish()) }
      hash.update(piece)
      count += piece.count
    }
  }
}
