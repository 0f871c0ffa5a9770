internal import Glibc
internal import KojaIndex
internal import KojaModel

/// How the files below `records/` differ from what the index knows of them, by `stat`, in parallel; nothing is read,
/// and nothing is kept of files that are as they were.
struct WorkTreeScan {
  /// Files that are new or have another stamp, in the order of their folders, then of their names; the stamp is nil where
  /// nobody asked for it.
  private(set) var found: [(path: String, stamp: FileStamp?)] = []
  /// Files that the index knows and that are gone.
  private(set) var gone: [String] = []
  /// What is there and is no file.
  private(set) var strange: [String] = []

  /// Looks at some files alone, as if each had changed.
  init(_ files: StoreFiles, only paths: [String]) {
    for path in paths.sorted(by: { Key($0) < Key($1) }) {
      if let stamp = files.stamp(path) { found.append((path, stamp)) }
    }
  }

  /// Compares the work tree with a ledger. Without one everything is new.
  ///
  /// - Parameter stamps: False where whoever reads the files takes their stamps; folders alone are read then.
  init(_ files: StoreFiles, _ ledger: StampLedger?, stamps: Bool = true) {
    let looker = FolderLooker(files, ledger, stamps: stamps)
    var visited: Set<Int> = []
    var seen: Set<Key> = []
    var folders = ["records"]
    var looks: [(folder: String, look: FolderLook)] = []
    while !folders.isEmpty {
      let level = Parallel.map(folders, chunk: 1) { looker.look(into: $0) }
      for (folder, look) in zip(folders, level) {
        strange += look.strange
        if let position = look.position { visited.insert(position) }
        seen.formUnion(look.seen)
        gone += look.gone
        if !look.found.isEmpty { looks.append((folder, look)) }
      }
      folders = zip(folders, level).flatMap { folder, look in look.folders.map { "\(folder)/\($0)" } }
    }
    looks.sort { Key($0.folder) < Key($1.folder) }
    found.reserveCapacity(looks.reduce(0) { $0 + $1.look.found.count })
    for (_, look) in looks { found += look.found }
    guard let ledger else { return }
    if let table = ledger.table {
      for folder in table.folderPositions where !visited.contains(folder) {
        gone += table.rows(ofFolder: folder).map { "\(table.path(ofFolder: folder))/\(looker.name($0))" }
      }
    }
    // What is newer than the flat file has the last word on what was there.
    gone = gone.filter { ledger.newer[Key($0)] != .some(nil) }
    let known = Set(gone.map { Key($0) })
    gone += ledger.newer.filter { path, stamp in
      stamp != nil && !seen.contains(path) && !known.contains(path) && !looker.hasRow(path)
    }.map(\.key.string)
    gone.sort { Key($0) < Key($1) }
    strange.sort { Key($0) < Key($1) }
  }
}

/// What a look into one folder brought: paths, but for the names of folders.
private struct FolderLook: Sendable {
  /// Its position in the flat file.
  var position: Int?
  var found: [(path: String, stamp: FileStamp?)] = []
  var gone: [String] = []
  /// Paths that only the newer stamps know, and that are there.
  var seen: [Key] = []
  var strange: [String] = []
  var folders: [String] = []
}

/// Looks into folders; shared by all threads.
private struct FolderLooker: Sendable {
  private let files: StoreFiles
  private let table: StampTable?
  private let newer: [Key: FileStamp?]
  /// Rows of the flat file that something newer speaks about.
  private let outdated: Set<Int>
  private let wantsStamps: Bool

  init(_ files: StoreFiles, _ ledger: StampLedger?, stamps: Bool) {
    self.files = files
    wantsStamps = stamps || ledger != nil
    table = ledger?.table
    newer = ledger?.newer ?? [:]
    outdated = Set(newer.keys.compactMap { [table = ledger?.table] path in Self.row(path, table) })
  }

  /// Whether the flat file has a row for a path.
  func hasRow(_ path: Key) -> Bool { Self.row(path, table) != nil }

  /// The name of a row.
  func name(_ row: Int) -> String { table.map { String(decoding: $0.name(row), as: UTF8.self) } ?? "" }

  private static func row(_ path: Key, _ table: StampTable?) -> Int? {
    guard let table, let folder = table.folder(StoreFiles.folder(of: path.string)) else { return nil }
    var name = StoreFiles.name(of: path.string)
    return name.withUTF8 { table.row(UnsafeRawBufferPointer($0), inFolder: folder) }
  }

  func look(into folder: String) -> FolderLook {
    var look = FolderLook()
    guard files.isFolder(folder), let directory = opendir(files.absolute(folder)) else {
      if files.isFolder(folder) || files.entry(folder) != nil { look.strange = [folder] }
      return look
    }
    defer { closedir(directory) }
    look.position = table?.folder(folder)
    let records = list(directory, folder, &look)
    let known = compare(dirfd(directory), folder, &look)
    if known != records {
      rewinddir(directory)
      takeNew(directory, folder, &look)
    }
    look.found = NameOrder.sorted(look.found, after: folder.utf8.count + 1) { $0.path }
    return look
  }

  /// Notes folders and strange things; returns how many files may be records.
  private func list(_ directory: OpaquePointer, _ folder: String, _ look: inout FolderLook) -> Int {
    var records = 0
    while let item = readdir(directory) {
      guard let kind = kind(item, in: directory) else { continue }
      switch kind {
      case .record: records += 1
      case .other: break
      case .folder: look.folders.append(Self.name(item))
      case .strange: look.strange.append("\(folder)/\(Self.name(item))")
      }
    }
    return records
  }

  /// Compares the rows of the folder; returns how many of their files are there.
  private func compare(_ descriptor: Int32, _ folder: String, _ look: inout FolderLook) -> Int {
    guard let table, let position = look.position else { return 0 }
    var known = 0
    var facts = stat()
    for row in table.rows(ofFolder: position) {
      // Names end with a zero in the flat file.
      let isThere = table.name(row).withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { fstatat(descriptor, $0, &facts, AT_SYMLINK_NOFOLLOW) == 0 } ?? false
      }
      guard isThere, facts.st_mode & S_IFMT == S_IFREG else {
        look.gone.append("\(folder)/\(name(row))")
        continue
      }
      known += 1
      let stamp = FileStamp(facts)
      let isOutdated = !outdated.isEmpty && outdated.contains(row)
      let expected = isOutdated ? newer[Key("\(folder)/\(name(row))")] ?? nil : table.stamp(row)
      if expected != stamp { look.found.append(("\(folder)/\(name(row))", stamp)) }
    }
    return known
  }

  /// Takes files that the flat file does not know.
  private func takeNew(_ directory: OpaquePointer, _ folder: String, _ look: inout FolderLook) {
    var facts = stat()
    while let item = readdir(directory) {
      guard kind(item, in: directory) == .record else { continue }
      guard wantsStamps else {
        look.found.append(("\(folder)/\(Self.name(item))", nil))
        continue
      }
      let isRow = withUnsafeBytes(of: &item.pointee.d_name) { bytes in
        let name = UnsafeRawBufferPointer(rebasing: bytes.prefix { $0 != 0 })
        return look.position.flatMap { table?.row(name, inFolder: $0) } != nil
      }
      let name = Self.name(item)
      guard !isRow, fstatat(dirfd(directory), name, &facts, AT_SYMLINK_NOFOLLOW) == 0,
        facts.st_mode & S_IFMT == S_IFREG
      else { continue }
      let (path, stamp) = ("\(folder)/\(name)", FileStamp(facts))
      let known = newer.isEmpty ? nil : newer[Key(path)]
      if known != nil { look.seen.append(Key(path)) }
      if known != stamp { look.found.append((path, stamp)) }
    }
  }

  private enum Kind { case record, other, folder, strange }

  /// What something in a folder is; nil for hidden names. A folder with the name of a record would hide that the record
  /// is not there, and a name that is not UTF-8 cannot be asked for.
  private func kind(_ item: UnsafeMutablePointer<dirent>, in directory: OpaquePointer) -> Kind? {
    withUnsafeBytes(of: &item.pointee.d_name) { bytes in
      guard let start = bytes.baseAddress, bytes[0] != UInt8(ascii: ".") else { return nil }
      let count = strlen(start.assumingMemoryBound(to: CChar.self))
      let isRecord = count > 5 && memcmp(start + count - 5, ".yaml", 5) == 0
      var type = Int(item.pointee.d_type)
      if type == Int(DT_UNKNOWN) {
        var facts = stat()
        let name = start.assumingMemoryBound(to: CChar.self)
        guard fstatat(dirfd(directory), name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { return .strange }
        type = Int(facts.st_mode & S_IFMT) >> 12
      }
      switch type {
      case Int(DT_REG):
        guard isRecord else { return .other }
        return Self.isText(bytes.prefix(count)) ? .record : .strange
      case Int(DT_DIR): return isRecord ? .strange : .folder
      default: return .strange
      }
    }
  }

  private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  private static func name(_ item: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: &item.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
