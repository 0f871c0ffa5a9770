package import KojaModel
internal import KojaYAML

/// A set of records at one moment: the work tree, the staging area, or a commit.
package protocol RecordSource: Sendable {
  /// The file at a path, or everything below a folder, sorted by path bytes, with what is not a file marked.
  func entries(under path: String) -> [StoreFiles.Entry]
  /// Whether there is a file.
  func has(_ path: String) -> Bool
  /// The bytes of a file; nil when it is not there.
  func bytes(_ path: String) throws(FileError) -> [UInt8]?
  /// The tree of a file; nil when it is not there or has none.
  func document(_ path: String) -> Document?
}

extension RecordSource {
  package func document(_ path: String) -> Document? {
    ((try? bytes(path)) ?? nil).flatMap { YAMLReader.read($0, path: path).document }
  }
}

/// The files as they are now.
package struct WorkTreeSource: RecordSource {
  let files: StoreFiles

  /// The work tree of a store.
  package init(_ files: StoreFiles) { self.files = files }

  package func entries(under path: String) -> [StoreFiles.Entry] {
    if let entry = files.entry(path) { return [entry] }
    return files.isFolder(path) ? files.walk(path, stamps: false) : []
  }

  package func has(_ path: String) -> Bool { files.stamp(path) != nil }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? {
    do throws(FileError) {
      return try files.readFound(path, limit: Store.recordLimit)
    } catch {
      if error.kind == .missing { return nil }
      throw error
    }
  }
}

/// A source with some files replaced in memory: how a change will look once it is written.
package struct OverlaySource<Base: RecordSource>: RecordSource {
  let base: Base
  let changes: [Key: [UInt8]?]

  /// Lays changes over a source; nil removes a file.
  package init(_ base: Base, changes: [Key: [UInt8]?]) {
    self.base = base
    self.changes = changes
  }

  package func entries(under path: String) -> [StoreFiles.Entry] {
    // A changed file is itself: one look, however many there are.
    if let change = changes[Key(path)] {
      return change == nil ? [] : [StoreFiles.Entry(path: path, kind: .file, stamp: nil)]
    }
    let kept = base.entries(under: path).filter { changes[Key($0.path)] == nil }
    let added = changes.compactMap { change, bytes in
      bytes != nil && change.lies(under: path) ? StoreFiles.Entry(path: change.string, kind: .file, stamp: nil) : nil
    }
    return (kept + added).sorted { Key($0.path) < Key($1.path) }
  }

  package func has(_ path: String) -> Bool { changes[Key(path)].map { $0 != nil } ?? base.has(path) }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? {
    if let change = changes[Key(path)] { return change }
    return try base.bytes(path)
  }
}

/// Files held in memory: the staging area, or a commit, read beforehand.
package struct MemorySource: RecordSource {
  let contents: [Key: [UInt8]]

  /// A source over bytes by path.
  package init(_ contents: [Key: [UInt8]]) { self.contents = contents }

  /// The same with other files below a folder.
  func with(_ files: [Key: [UInt8]], insteadOf folder: String) -> MemorySource {
    MemorySource(contents.filter { !$0.key.lies(under: folder) }.merging(files) { $1 })
  }

  package func entries(under path: String) -> [StoreFiles.Entry] {
    contents.keys.filter { $0.lies(under: path) }.sorted().map {
      StoreFiles.Entry(path: $0.string, kind: .file, stamp: nil)
    }
  }

  package func has(_ path: String) -> Bool { contents[Key(path)] != nil }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? { contents[Key(path)] }
}

extension Key {
  /// Whether this path is another one, or below it.
  fileprivate func lies(under path: String) -> Bool {
    string.sameBytes(as: path) || string.hasPrefix(path + "/")
  }
}
