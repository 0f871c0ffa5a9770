internal import KojaModel

/// One folder of a ``GrowingTree``.
final class GrowingFolder {
  /// A change that the next version has.
  private struct Edit {
    /// How the name sorts: that of a folder with a slash behind it.
    let order: [UInt8]
    /// Empty where the name goes.
    let entry: [UInt8]
  }

  /// The tree object as it was written last.
  private var bytes: [UInt8] = []
  /// Where its entries begin.
  private var starts: [Int32] = []
  private var edits: [Edit] = []
  private var children: [String: GrowingFolder] = [:]
  private var changed: [String] = []
  private var spot: PackWriter.Spot?
  private var id: ObjectID?

  /// A folder that is not there yet.
  init() {}

  /// A folder as a tree object says it. Throws `corrupt` where that is none.
  init(_ id: ObjectID, bytes: [UInt8]) throws(GitError) {
    self.id = id
    self.bytes = bytes
    var offset = 0
    while offset < bytes.count {
      starts.append(Int32(offset))
      guard let end = bytes[offset...].firstIndex(of: 0), end + 20 < bytes.count else {
        throw GitError(
          .corrupt, operation: "tree",
          Phrase(id: "objek git \(id) bukan pohon yang utuh", en: "the git object \(id) is no whole tree"))
      }
      offset = end + 21
    }
  }

  /// A file of the next version.
  func put(_ name: String, _ id: ObjectID, mode: UInt32) {
    edits.append(Edit(order: Array(name.utf8), entry: Self.entry(mode, name, id)))
  }

  /// A file that the next version has not.
  func remove(_ name: String) { edits.append(Edit(order: Array(name.utf8), entry: [])) }

  /// Whether nothing is in it.
  private var isEmpty: Bool { bytes.isEmpty }

  /// A folder that will change; `load` reads what it holds where it has been written before.
  func subfolder(_ name: String, load: (ObjectID) throws(GitError) -> [UInt8]) throws(GitError) -> GrowingFolder {
    var folder = children[name]
    if folder == nil { folder = try known(name, load) }
    let found = folder ?? GrowingFolder()
    children[name] = found
    if !changed.contains(where: { $0.sameBytes(as: name) }) { changed.append(name) }
    return found
  }

  /// The folder of a name as it was written before.
  private func known(_ name: String, _ load: (ObjectID) throws(GitError) -> [UInt8]) throws(GitError) -> GrowingFolder?
  {
    let (position, isThere) = find(Array((name + "/").utf8))
    guard isThere else { return nil }
    let end = position + 1 < starts.count ? Int(starts[position + 1]) : bytes.count
    guard let id = ObjectID(bytes: bytes[(end - 20)..<end]) else { return nil }
    return try GrowingFolder(id, bytes: try load(id))
  }

  /// Writes the folders below it that changed, then itself.
  func write(to pack: PackWriter) throws(GitError) -> ObjectID {
    for name in changed {
      guard let child = children[name] else { continue }
      let id = try child.write(to: pack)
      edits.append(
        Edit(order: Array((name + "/").utf8), entry: child.isEmpty ? [] : Self.entry(0o040000, name, id)))
    }
    changed.removeAll(keepingCapacity: true)
    if edits.isEmpty, let id { return id }
    let delta = apply()
    let id = PackWriter.id(of: bytes, as: .tree)
    self.id = id
    let base = spot.flatMap { spot in delta.count < bytes.count / 2 ? (delta, spot) : nil }
    if let written = try pack.add(bytes, as: .tree, id: id, insteadOf: base) { spot = written } else { spot = nil }
    return id
  }

  /// Makes the next version, and returns it as copies of the last one and insertions (gitformat-pack, deltas).
  private func apply() -> [UInt8] {
    var next: [UInt8] = []
    next.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.entry.count })
    var nextStarts: [Int32] = []
    nextStarts.reserveCapacity(starts.count + edits.count)
    var body: [UInt8] = []
    var done = 0
    func keep(_ count: Int) {
      guard count > done else { return }
      let from = Int(starts[done])
      let to = count < starts.count ? Int(starts[count]) : bytes.count
      let shift = Int32(next.count - from)
      for start in starts[done..<count] { nextStarts.append(start + shift) }
      next += bytes[from..<to]
      TreeDelta.copy(from, to - from, into: &body)
      done = count
    }
    for edit in newest() {
      let (position, isThere) = find(edit.order)
      keep(position)
      if !edit.entry.isEmpty {
        nextStarts.append(Int32(next.count))
        next += edit.entry
        TreeDelta.insert(edit.entry, into: &body)
      }
      if isThere { done = position + 1 }
    }
    keep(starts.count)
    let delta = TreeDelta.size(bytes.count) + TreeDelta.size(next.count) + body
    bytes = next
    starts = nextStarts
    edits.removeAll(keepingCapacity: true)
    return delta
  }

  /// The edits in the order of the tree; of several of one name the last.
  private func newest() -> [Edit] {
    guard edits.count > 1 else { return edits }
    var last: [[UInt8]: Edit] = [:]
    for edit in edits { last[edit.order] = edit }
    return last.values.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  /// Where an entry is, or would be.
  private func find(_ order: [UInt8]) -> (position: Int, isThere: Bool) {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      switch compare(middle, order) {
      case 0: return (middle, true)
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return (low, false)
  }

  /// How an entry sorts against a name: below, at or above 0.
  private func compare(_ position: Int, _ order: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var index = Int(starts[position])
      let isFolder = bytes[index] == 0x34  // "40000"
      while bytes[index] != 0x20 { index += 1 }
      index += 1
      for wanted in order {
        var byte = bytes[index]
        if byte == 0, isFolder, wanted == 0x2F { byte = 0x2F }
        if byte != wanted { return Int(byte) - Int(wanted) }
        index += 1
      }
      // A folder has been compared with its slash; a file ends here, or goes on and is the longer one.
      return order.last == 0x2F ? 0 : bytes[index] == 0 && !isFolder ? 0 : 1
    }
  }

  private static func entry(_ mode: UInt32, _ name: String, _ id: ObjectID) -> [UInt8] {
    Array((String(mode, radix: 8) + " " + name).utf8) + [0] + id.bytes
  }

  // MARK: Reading

  private func entries() -> [(name: String, mode: UInt32, id: ObjectID)] {
    starts.indices.compactMap { position in
      let end = position + 1 < starts.count ? Int(starts[position + 1]) : bytes.count
      let entry = bytes[Int(starts[position])..<end]
      guard let space = entry.firstIndex(of: 0x20), let id = ObjectID(bytes: entry.suffix(20)),
        let mode = UInt32(String(decoding: entry[..<space], as: UTF8.self), radix: 8)
      else { return nil }
      return (String(decoding: entry[(space + 1)..<(end - 21)], as: UTF8.self), mode, id)
    }
  }

  /// Visits the files in it and below it.
  func walk(_ prefix: String, _ body: (String, ObjectID, UInt32) throws(GitError) -> Void) throws(GitError) {
    for (name, mode, id) in entries() {
      if mode == 0o040000, let child = children[name] {
        try child.walk(prefix + name + "/", body)
      } else {
        try body(prefix + name, id, mode)
      }
    }
  }

  /// Its part of the extension `TREE` of the index, and how many files it covers.
  func cache(name: String) -> (bytes: [UInt8], files: Int) {
    var (below, files, folders): ([UInt8], Int, Int) = ([], 0, 0)
    for (name, mode, _) in entries() {
      guard mode == 0o040000, let child = children[name] else {
        files += 1
        continue
      }
      let part = child.cache(name: name)
      below += part.bytes
      files += part.files
      folders += 1
    }
    return (Array("\(name)\0\(files) \(folders)\n".utf8) + (id?.bytes ?? []) + below, files)
  }
}
