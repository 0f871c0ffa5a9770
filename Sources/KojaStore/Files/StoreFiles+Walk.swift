internal import Glibc
internal import KojaModel

/// Finding what is there.
extension StoreFiles {
  /// Something that a folder holds.
  enum Found {
    case folder(String)
    case entry(String, Entry.Kind)
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
    var found: [(name: String, item: Found)] = []
    while let item = readdir(directory) {
      let name = withUnsafePointer(to: &item.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // What lies in a repository of its own is not of this store.
      if name == ".git", folder.utf8.contains(0x2F) { return [.entry(folder, .repository)] }
      guard !name.hasPrefix(".") else { continue }
      let path = folder + "/" + name
      var kind = kind(item.pointee.d_type, path)
      // A folder with the name of a record would hide that the record is not there.
      if case .folder = kind, name.hasSuffix(".yaml") { kind = .entry(path, .other) }
      var sorted = name
      if case .folder = kind { sorted += "/" }
      found.append((sorted, kind))
    }
    return NameOrder.sorted(found) { $0.name }.reversed().map(\.item)
  }
}
