internal import KojaModel

/// What a new index is made of between its header and its checksum: stretches of the old file, and new bytes.
struct IndexPieces {
  /// A stretch of the old file, or new bytes.
  enum Piece {
    case kept(Range<Int>)
    case new([UInt8])
  }

  /// The pieces in their order.
  private(set) var pieces: [Piece] = []
  /// How many entries they hold.
  private(set) var count = 0
  private let version: UInt32
  /// Version 4 says how a name differs from the one before it.
  private var lastName: [UInt8] = []

  /// Nothing yet. See ``IndexFile/version``.
  init(version: UInt32) { self.version = version }

  /// Takes an entry over from the old index.
  ///
  /// A file that changed in the tick in which the old index was written may only look clean, and the new index is
  /// younger, so that git would no longer notice: its size is forgotten, and git reads it again.
  mutating func keep(_ entry: IndexCursor.Entry, of index: IndexFile) {
    count += 1
    let isDoubtful = entry.stage == 0 && index.modified(entry) >= index.written && index.size(entry) != 0
    guard version == 4 || isDoubtful else {
      append(.kept(entry.range))
      return
    }
    var facts = Array(index.bytes[entry.range.lowerBound..<entry.range.lowerBound + entry.head])
    if isDoubtful { facts.replaceSubrange(IndexFile.sizeRange, with: [0, 0, 0, 0]) }
    append(.new(facts + named(Array(entry.name), head: entry.head)))
  }

  /// Adds a new entry, if there is one.
  mutating func add(_ entry: IndexEntry?, name: [UInt8]) {
    guard let entry else { return }
    count += 1
    let facts = entry.facts(name)
    append(.new(facts + named(name, head: facts.count)))
  }

  /// Takes over the extensions that stay true when some names change.
  mutating func keepExtensions(of index: IndexFile, from start: Int, without names: [[UInt8]]) throws(GitError) {
    var offset = start
    while let (signature, range) = try index.extensionAt(offset) {
      switch signature {
      case "TREE":
        let cache = TreeCache(Array(index.bytes[range])).forgetting(names)
        if let cache { append(.new(Array("TREE".utf8) + bigEndian(UInt32(cache.count)) + cache)) }
      case "REUC": append(.kept(offset..<range.upperBound))
      default: break
      }
      offset = range.upperBound
    }
  }

  /// A name as the version writes it, with its end.
  private mutating func named(_ name: [UInt8], head: Int) -> [UInt8] {
    guard version == 4 else { return name + [UInt8](repeating: 0, count: 8 - (head + name.count) % 8) }
    let kept = zip(lastName, name).prefix { $0 == $1 }.count
    var rest = lastName.count - kept
    var number = [UInt8(rest & 0x7F)]
    while rest > 0x7F {
      rest = (rest >> 7) - 1
      number.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
    }
    lastName = name
    return number + name[kept...] + [0]
  }

  private mutating func append(_ piece: Piece) {
    switch (pieces.last, piece) {
    case (.kept(let before), .kept(let range)) where before.upperBound == range.lowerBound:
      pieces[pieces.count - 1] = .kept(before.lowerBound..<range.upperBound)
    case (.new, .new(let bytes)):
      guard case .new(var before) = pieces.removeLast() else { return }
      before += bytes
      pieces.append(.new(before))
    default: pieces.append(piece)
    }
  }
}
