internal import KojaGit
package import KojaModel
internal import KojaYAML

/// A set of records at one moment: the work tree, the staging area, or a commit.
package protocol RecordSource {
  /// The paths of everything below `records/`, sorted by bytes, with what is not a file marked.
  func entries() throws(Failure) -> [StoreFiles.Entry]
  /// The bytes of a file; nil when it is not there.
  func bytes(_ path: String) throws(FileError) -> [UInt8]?
}

/// The files as they are now.
package struct WorkTreeSource: RecordSource, Sendable {
  let files: StoreFiles

  /// The work tree of a store.
  package init(_ files: StoreFiles) { self.files = files }

  package func entries() throws(Failure) -> [StoreFiles.Entry] { files.walk("records", stamps: false) }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? {
    do throws(FileError) {
      return try files.read(path, limit: Store.recordLimit)
    } catch {
      if error.kind == .missing { return nil }
      throw error
    }
  }
}

/// A source with some files replaced in memory: how a change will look once it is written.
package struct OverlaySource<Base: RecordSource & Sendable>: RecordSource, Sendable {
  let base: Base
  let changes: [Key: [UInt8]?]

  /// Lays changes over a source; nil removes a file.
  package init(_ base: Base, changes: [Key: [UInt8]?]) {
    self.base = base
    self.changes = changes
  }

  package func entries() throws(Failure) -> [StoreFiles.Entry] {
    let kept = try base.entries().filter { changes[Key($0.path)] == nil }
    let added = changes.compactMap { path, bytes in
      bytes.map { _ in StoreFiles.Entry(path: path.string, kind: .file, stamp: nil) }
    }
    return (kept + added).sorted { Key($0.path) < Key($1.path) }
  }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? {
    if let change = changes[Key(path)] { return change }
    return try base.bytes(path)
  }
}

/// Files held in memory: the staging area, or a commit, read beforehand.
package struct MemorySource: RecordSource, Sendable {
  let contents: [Key: [UInt8]]

  /// A source over bytes by path.
  package init(_ contents: [Key: [UInt8]]) { self.contents = contents }

  package func entries() throws(Failure) -> [StoreFiles.Entry] {
    contents.keys.sorted().map { StoreFiles.Entry(path: $0.string, kind: .file, stamp: nil) }
  }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? { contents[Key(path)] }
}
