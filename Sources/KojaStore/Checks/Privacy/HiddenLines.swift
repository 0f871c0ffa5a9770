internal import KojaModel
internal import KojaSchema

/// The lines of a record's text that hold what is above the audience `internal`.
///
/// Fields are found where the tree says they are, and by their names: a text with a slip has no tree, or one that lacks
/// what the slip is about.
struct HiddenLines {
  private let lines: Set<Int>
  private let table: LineTable

  /// Finds the lines. `document` is the tree of the text, where it has one.
  init(_ collection: Collection, _ bytes: [UInt8], _ document: Document?) {
    table = LineTable(bytes)
    var lines: Set<Int> = []
    let table = table
    func hide(_ fields: [Field], _ node: NodeIndex, in document: Document) {
      for field in fields {
        guard let value = document.node(at: field.path, from: node) else { continue }
        if field.isClosed {
          let range = document.range(value)
          let last = table.position(of: max(range.lowerBound, range.upperBound - 1)).line
          lines.formUnion(table.position(of: range.lowerBound).line...last)
        }
        for item in document.items(value) { hide(field.members, item, in: document) }
      }
    }
    if let document { hide(collection.fields, Document.root, in: document) }
    self.lines = lines.union(Self.named(Self.closedKeys(collection.fields), in: bytes))
  }

  /// All of them, from 1.
  var all: Set<Int> { lines }

  /// Whether a place shows any of them.
  func meet(_ place: Place) -> Bool {
    !lines.isEmpty && (place.start.line...max(place.start.line, place.end.line)).contains { lines.contains($0) }
  }

  /// The keys under which closed values stand.
  private static func closedKeys(_ fields: [Field]) -> [[UInt8]] {
    fields.flatMap { field in
      (field.isClosed ? [Array((field.path.last ?? "").utf8)] : []) + closedKeys(field.members)
    }
  }

  /// The lines that begin such a key, with those below that are indented more.
  private static func named(_ keys: [[UInt8]], in bytes: [UInt8]) -> Set<Int> {
    guard !keys.isEmpty else { return [] }
    var (lines, depth): (Set<Int>, Int?) = ([], nil)
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == 0x20 || $0 == UInt8(ascii: "-") }.count
      let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D }
      if let open = depth, isBlank || indent > open { lines.insert(index + 1) } else { depth = nil }
      guard keys.contains(where: { holds($0, line) }) else { continue }
      lines.insert(index + 1)
      depth = min(depth ?? indent, indent)
    }
    return lines
  }

  /// Whether a line names a key: the name as a word, then a colon.
  private static func holds(_ key: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while rest.count > key.count, let place = rest.firstIndex(of: key[0]) {
      let end = place + key.count
      guard end < rest.endIndex else { return false }
      let isWord = place == line.startIndex || !isNameByte(line[place - 1])
      let behind = rest[end...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 0x20 }
      if isWord, rest[place..<end].elementsEqual(key), behind.first == UInt8(ascii: ":") { return true }
      rest = rest[(place + 1)...]
    }
    return false
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
  }
}
