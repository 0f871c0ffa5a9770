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
    package enum Kind: Sendable, Equatable { case file, link, other, unreadable }
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
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    let descriptor = open(absolute(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .last(path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path) }
    guard facts.st_size <= limit else { throw FileError(.tooLarge(limit: limit), path) }
    return try Self.readAll(descriptor, expected: Int(facts.st_size), limit: limit, path: path)
  }

  /// Size, times and inode of a regular file; nil when there is none.
  package func stamp(_ path: String) -> FileStamp? {
    var facts = stat()
    guard lstat(absolute(path), &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(facts)
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

  /// Everything below a folder that is not itself a folder, sorted by path bytes; hidden names are left out.
  package func walk(_ folder: String, stamps: Bool) -> [Entry] {
    let entries = list(folder)
    guard stamps else { return entries }
    return Parallel.map(entries) { entry in
      entry.kind == .file ? Entry(path: entry.path, kind: .file, stamp: stamp(entry.path)) : entry
    }
  }

  private func list(_ folder: String) -> [Entry] {
    // Level by level, all folders of a level at once.
    var contents: [Key: [Found]?] = [:]
    var level = [folder]
    while !level.isEmpty {
      let found = Parallel.map(level, chunk: 1) { names(in: $0) }
      for (path, names) in zip(level, found) { contents[Key(path)] = .some(names) }
      level = found.flatMap { names in
        (names ?? []).compactMap { if case .folder(let path) = $0 { path } else { nil } }
      }
    }
    var entries: [Entry] = []
    // Folders wait with their names as they sort among their siblings, so what comes out is in order of the whole path.
    var pending: [Found] = [.folder(folder)]
    while let found = pending.popLast() {
      switch found {
      case .entry(let path, let kind): entries.append(Entry(path: path, kind: kind, stamp: nil))
      case .folder(let path):
        guard let names = contents[Key(path)] ?? nil else {
          if let strange = strangeFolder(path) { entries.append(strange) }
          continue
        }
        pending += names
      }
    }
    return entries
  }

  /// What stands where a readable folder should; nil when there is nothing.
  private func strangeFolder(_ path: String) -> Entry? {
    if isFolder(path) { return Entry(path: path, kind: .unreadable, stamp: nil) }
    return entry(path)
  }

  /// What a folder holds, last name first; nil when it cannot be read or is none.
  private func names(in folder: String) -> [Found]? {
    guard isFolder(folder), let directory = opendir(absolute(folder)) else { return nil }
    defer { closedir(directory) }
    var found: [(order: SortKey, item: Found)] = []
    while let item = readdir(directory) {
      let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder + "/" + name
      var kind = kind(item.pointee.d_type, path)
      // A folder with the name of a record would hide that the record is not there.
      if case .folder = kind, name.hasSuffix(".yaml") { kind = .entry(path, .other) }
      if case .folder = kind { found.append((SortKey(name + "/"), kind)) } else { found.append((SortKey(name), kind)) }
    }
    return found.sorted { $1.order < $0.order }.map(\.item)
  }

  /// A name with its first 16 bytes as numbers, so that most comparisons need not look at the text.
  private struct SortKey: Comparable {
    let high: UInt64, low: UInt64
    let name: Key

    init(_ name: String) {
      var name = name
      (high, low) = name.withUTF8 { bytes in
        func word(_ start: Int) -> UInt64 {
          (start..<start + 8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
        }
        return (word(0), word(8))
      }
      self.name = Key(name)
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
      if left.high != right.high { return left.high < right.high }
      return left.low != right.low ? left.low < right.low : left.name < right.name
    }

    static func == (left: SortKey, right: SortKey) -> Bool { left.name == right.name }
  }

  /// Replaces or makes a file: temporary file beside it, fsync, rename, fsync of the folder. Folders are made.
  package func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    try makeFolders(of: path)
    try checkFolders(of: path)
    let temporary = absolute(Self.draft(of: path))
    var mode: mode_t = 0o644
    var facts = stat()
    if lstat(absolute(path), &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path) }
      mode = facts.st_mode & 0o777
    }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .last(path) }
    do throws(FileError) {
      defer { close(descriptor) }
      try Self.writeAll(descriptor, bytes, path: path)
      guard fsync(descriptor) == 0 else { throw .last(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, absolute(path)) == 0 else {
      let error = FileError.last(path)
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// Writes the new bytes of a file beside it, without flushing; ``placeDraft(of:)`` puts them in place. `known` are folders
  /// that have been made and looked at.
  func writeDraft(_ bytes: [UInt8], of path: String, known folders: inout Set<String>) throws(FileError) {
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
    try Self.writeAll(descriptor, bytes, path: path)
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

  // MARK: Parts

  private enum Found {
    case folder(String)
    case entry(String, Entry.Kind)
  }

  private func kind(_ type: UInt8, _ path: String) -> Found {
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

  private func makeFolders(of path: String) throws(FileError) {
    var folder = ""
    for part in Self.folder(of: path).split(separator: "/") {
      folder += folder.isEmpty ? String(part) : "/" + part
      if mkdir(absolute(folder), 0o755) != 0, errno != EEXIST { throw .last(folder) }
    }
  }

  /// Refuses paths that climb out and folders that are links.
  private func checkFolders(of path: String) throws(FileError) {
    guard Self.staysInside(path) else { throw FileError(.missing, path) }
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += folder.isEmpty ? String(part) : "/" + part
      var facts = stat()
      guard lstat(absolute(folder), &facts) == 0 else { throw .last(path) }
      if facts.st_mode & S_IFMT == S_IFLNK { throw FileError(.link, folder) }
    }
  }

  /// Whether a relative path cannot climb out.
  private static func staysInside(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      // A component and how many dots it consists of so far; -1 once it holds anything else.
      var (length, dots) = (0, 0)
      for byte in bytes {
        switch byte {
        case 0: return false
        case UInt8(ascii: "/"):
          if length == 0 || dots == 1 || dots == 2 { return false }
          (length, dots) = (0, 0)
        default:
          length += 1
          dots = byte == UInt8(ascii: ".") && dots >= 0 ? dots + 1 : -1
        }
      }
      return length > 0 && dots != 1 && dots != 2
    }
  }

  private func syncFolder(of path: String) {
    let descriptor = open(absolute(Self.folder(of: path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The temporary file of a path: one name, so that the next writer takes the place of one that died.
  private static func draft(of path: String) -> String { folder(of: path) + "/.koja-\(name(of: path)).tmp" }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Reads to the end, growing past the expected size while the limit allows it.
  ///
  /// - Parameter expected: The size that the file says it has; nil for a pipe or a device, which says nothing.
  static func readAll(_ descriptor: Int32, expected size: Int?, limit: Int, path: String) throws(FileError) -> [UInt8] {
    let expected = size ?? 0
    var failed = false
    var bytes = [UInt8](unsafeUninitializedCapacity: expected + 1) { buffer, count in
      // The file ends where its size says, unless it grows right now: then the rest is read below.
      while count < expected {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw .last(path) }
    guard bytes.count > expected || size == nil else { return bytes }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .last(path) }
      guard got > 0 else { return bytes }
      bytes += chunk[..<got]
      guard bytes.count <= limit else { throw FileError(.tooLarge(limit: limit), path) }
    }
  }

  static func writeAll(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let put = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw .last(path) }
      offset += put
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

extension StoreFiles {
  /// Makes a folder if it is not there; false when that is not possible.
  static func ensureFolder(_ path: String) -> Bool {
    mkdir(path, 0o755) == 0 || errno == EEXIST
  }
}
