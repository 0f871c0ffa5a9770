internal import Glibc
internal import KojaIndex
internal import KojaModel

/// Reads many files that a walk has just found, one thread for itself: a folder is opened once for all of its files that
/// come one after another, so that not every file looks up every folder on its way.
final class FolderReader {
  private let files: StoreFiles
  private var folder = ""
  private var descriptor: Int32 = -1

  /// A reader of a store's files.
  init(_ files: StoreFiles) { self.files = files }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads as ``StoreFiles/readFound(_:limit:)`` does, and tells the stamp of before the reading.
  func read(_ path: String, limit: Int) throws(FileError) -> (bytes: [UInt8], stamp: FileStamp) {
    let name = StoreFiles.name(of: path)
    let length = path.utf8.count - name.utf8.count
    if descriptor < 0 || length != folder.utf8.count || !path.utf8.starts(with: folder.utf8) {
      if descriptor >= 0 { close(descriptor) }
      folder = String(path.utf8.prefix(length)) ?? ""
      descriptor = open(files.absolute(folder), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard descriptor >= 0 else { throw .last(path) }
    return try files.readFound(path, name, in: descriptor, limit: limit)
  }
}
