internal import KojaGit
internal import KojaModel

/// Where koja keeps what belongs to one store and to this machine alone: what it derives, edits that are not finished, when
/// somebody last looked.
///
/// `koja` in the git folder; of a store below the top of its repository a folder of its own there, for a repository may
/// hold several stores. Without a repository `.koja` beside the records. The journal is no part of it: a repository has
/// one branch to move.
struct OwnFolder: Sendable {
  private let files: StoreFiles
  private let folder: String

  /// The folder of a store.
  ///
  /// - Parameters:
  ///   - repository: Its repository.
  ///   - prefix: The path of the store below the repository's root, with a slash at the end, or empty.
  ///   - root: The absolute path of the store.
  init(_ repository: Repository?, prefix: String, root: String) {
    files = StoreFiles(root: repository?.gitDirectory ?? root)
    folder =
      repository == nil
      ? ".koja" : prefix.isEmpty ? "koja" : "koja/stores/\(SHA256.hex(Array(prefix.utf8)).prefix(12))"
  }

  /// The absolute path of something in it.
  func absolute(_ name: String) -> String { files.absolute("\(folder)/\(name)") }

  /// The bytes of a file in it.
  func read(_ name: String, limit: Int) throws(FileError) -> [UInt8] {
    try files.read("\(folder)/\(name)", limit: limit)
  }

  /// Writes a file in it, whole or not at all; folders on the way are made.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) { try files.write(bytes, to: "\(folder)/\(name)") }

  /// Removes a file in it.
  func remove(_ name: String) throws(FileError) { try files.remove("\(folder)/\(name)") }

  /// The names of the files in a folder in it, sorted.
  func names(in name: String) -> [String] {
    guard files.isFolder("\(folder)/\(name)") else { return [] }
    return files.walk("\(folder)/\(name)", stamps: false).filter { $0.kind == .file }.map {
      StoreFiles.name(of: $0.path)
    }
  }

  /// Its absolute path, once it is there; nil where it cannot be made.
  func made() -> String? {
    var path = files.root
    for part in folder.split(separator: "/") {
      path += "/" + part
      guard StoreFiles.ensureFolder(path) else { return nil }
    }
    return path
  }
}

extension Store {
  /// The store's own folder.
  var own: OwnFolder { OwnFolder(repository, prefix: prefix, root: files.root) }
}
