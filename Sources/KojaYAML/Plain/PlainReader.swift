internal import KojaModel

/// Reads the plain subset of YAML in one pass over the bytes: what koja itself writes, and what most people write.
///
/// The subset: block mappings and sequences from the first column on, keys of ASCII without blanks or in quotes, scalars
/// on one line (plain, in quotes, `|`, `>`), flow collections on one line, comments, LF and CRLF. A text of the subset
/// becomes exactly the ``Document`` that libyaml and ``TreeBuilder`` make of it, provided that they find nothing wrong.
/// Whatever is outside, or might deserve a finding, is a ``Doubt``: the text is then libyaml's, which stays the
/// reference. So nothing is ever reported from here, and to refuse is always right.
struct PlainReader: ~Copyable {
  /// A collection that is still open.
  struct Frame {
    /// Its node.
    var node = 0
    /// The column of its keys or dashes.
    var indent = 0
    /// Pairs or items so far.
    var count: UInt32 = 0
    /// Where the value that is awaited would stand if it were empty; 0 when none is awaited.
    var gap = 0
    /// One bit for the hash of every key.
    var keys: UInt64 = 0
    /// Whether it is a mapping.
    var isMapping = false
  }

  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The next byte to be read.
  var at = 0
  /// The innermost open collection.
  var top = Frame()
  /// Open collections.
  var depth = 0
  /// End of the last leaf.
  var lastEnd = 0
  /// Nodes so far.
  var count = 0
  /// Values that are no stretch of the text.
  var decoded = ContiguousArray<UInt8>()
  /// Names whose symbols keys carry.
  let symbols: SymbolTable.Lookup
  /// The nodes.
  let nodes: UnsafeMutableBufferPointer<Node>
  private let deepest: Int
  /// The open collections around the innermost one, from 1 on.
  private var outer = InlineArray<24, Frame>(repeating: Frame())

  /// Most pairs of a mapping: beyond, looking for equal keys one by one would take too long.
  private static let pairs: UInt32 = 256

  /// The document, or nil when the text is not in the subset.
  static func read(_ source: [UInt8], limits: YAMLLimits, symbols: SymbolTable?) -> Document? {
    // Room for what records are like; if that is too little, for the most that a text can have.
    do throws(Doubt) {
      return try read(source, room: min(source.count / 8 + 16, limits.nodes), limits, symbols)
    } catch {
      guard error == .full else { return nil }
      return try? read(source, room: min(source.count + 2, limits.nodes), limits, symbols)
    }
  }

  private static func read(_ source: [UInt8], room: Int, _ limits: YAMLLimits, _ symbols: SymbolTable?)
    throws(Doubt) -> Document
  {
    var decoded = ContiguousArray<UInt8>()
    var doubt: Doubt?
    let nodes = ContiguousArray<Node>(unsafeUninitializedCapacity: room) { room, count in
      (symbols ?? .empty).withLookup { symbols in
        source.withUnsafeBufferPointer { bytes in
          var reader = PlainReader(bytes, into: room, deepest: limits.depth, symbols: symbols)
          do throws(Doubt) {
            try reader.readAll()
            count = reader.count
            decoded = reader.decoded
          } catch {
            doubt = error
          }
        }
      }
    }
    if let doubt { throw doubt }
    return Document(source: source, nodes: nodes, decoded: decoded, symbols: symbols)
  }

  private init(
    _ bytes: UnsafeBufferPointer<UInt8>, into nodes: UnsafeMutableBufferPointer<Node>, deepest: Int,
    symbols: SymbolTable.Lookup
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.symbols = symbols
    self.deepest = min(deepest, 24)
  }

  private mutating func readAll() throws(Doubt) {
    while at < bytes.count {
      let column = spaces(at)
      let start = at &+ column
      let first = byte(start)
      if first == UInt8(ascii: "#") {
        try skipComment(start)
      } else if first == 0x0A || first == 0x0D {
        try skipBreak(start)
      } else {
        guard start < bytes.count else { throw .unsure }
        at = start
        try readLine(column)
      }
    }
    guard depth > 0 else { throw .unsure }
    while depth > 0 { try close() }
  }

  /// Reads a line of the block structure from its first character on.
  private mutating func readLine(_ column: Int) throws(Doubt) {
    let isItem = isDash(at)
    if depth == 0 {
      guard column == 0, count == 0 else { throw .unsure }
      try open(isMapping: !isItem, column)
    } else if column > top.indent {
      try fillGap()
      try open(isMapping: !isItem, column)
    } else {
      while column < top.indent { try close() }
      if column > top.indent { throw .unsure }
      if isItem, top.isMapping {
        // A list at the column of its key.
        try fillGap()
        try open(isMapping: false, column)
      } else if !isItem, !top.isMapping {
        try close()
        guard top.isMapping, column == top.indent, depth > 0 else { throw .unsure }
      } else {
        try settle()
      }
    }
    if isItem { try readItem() } else { try readMember() }
  }

  private mutating func readMember() throws(Doubt) {
    try readKey()
    at &+= 1
    if try !skipToContent() { try readValue() }
  }

  private mutating func readItem() throws(Doubt) {
    while true {
      let dash = at
      top.count &+= 1
      at &+= 1
      if try skipToContent() { return }
      let column = top.indent &+ at &- dash
      if isDash(at) {
        try fillGap()
        try open(isMapping: false, column)
      } else if isKey(at) {
        try fillGap()
        try open(isMapping: true, column)
        return try readMember()
      } else {
        return try readValue()
      }
    }
  }

  /// Goes from behind a colon or a dash to the value; true when the line ends first, and a value is awaited.
  private mutating func skipToContent() throws(Doubt) -> Bool {
    top.gap = at
    let start = at &+ spaces(at)
    let first = byte(start)
    if first > 0x20, first != UInt8(ascii: "#") {
      at = start
      return false
    }
    try endLine()
    return true
  }

  private mutating func readValue() throws(Doubt) {
    top.gap = 0
    switch bytes[at] {
    case UInt8(ascii: "\""): try append(doubleQuoted())
    case UInt8(ascii: "'"): try append(singleQuoted())
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return try append(blockScalar())
    case UInt8(ascii: "["), UInt8(ascii: "{"): try readFlow()
    default: try append(plain())
    }
    try endLine()
  }

  // MARK: Building

  /// Opens a collection that begins here.
  mutating func open(isMapping: Bool, _ indent: Int, style: NodeStyle = .block) throws(Doubt) {
    guard depth < deepest else { throw .unsure }
    outer[depth] = top
    depth &+= 1
    top = Frame(node: count, indent: indent, isMapping: isMapping)
    try add(
      Node(
        kind: isMapping ? .mapping : .sequence, style: style, start: UInt32(truncatingIfNeeded: at),
        end: UInt32(truncatingIfNeeded: at)))
  }

  /// Closes the innermost collection.
  mutating func close() throws(Doubt) {
    try settle()
    nodes[top.node].end = UInt32(truncatingIfNeeded: lastEnd)
    nodes[top.node].count = top.count
    nodes[top.node].next = UInt32(truncatingIfNeeded: count)
    depth &-= 1
    top = outer[depth]
  }

  /// Adds a leaf.
  @inline(__always) mutating func append(_ node: consuming Node) throws(Doubt) {
    lastEnd = Int(node.end)
    node.next = UInt32(truncatingIfNeeded: count &+ 1)
    try add(node)
  }

  @inline(__always) private mutating func add(_ node: Node) throws(Doubt) {
    guard count < nodes.count else { throw .full }
    nodes.initializeElement(at: count, to: node)
    count &+= 1
  }

  /// Adds a key without escapes whose text is the stretch given; the node covers its quotes too.
  mutating func appendKey(_ text: Range<Int>, _ digest: NameDigest, style: NodeStyle) throws(Doubt) {
    guard top.count < Self.pairs, digest.length > 0 else { throw .unsure }
    let name = UnsafeBufferPointer(rebasing: bytes[text])
    let bit: UInt64 = 1 &<< (digest.hash &>> 26)
    if top.keys & bit != 0, hasKey(name) { throw .unsure }
    top.keys |= bit
    top.count &+= 1
    let quote = style == .plain ? 0 : 1
    try append(
      Node(
        kind: .string, style: style, start: UInt32(truncatingIfNeeded: text.lowerBound &- quote),
        end: UInt32(truncatingIfNeeded: text.upperBound &+ quote),
        textStart: UInt32(truncatingIfNeeded: text.lowerBound), textLength: UInt32(truncatingIfNeeded: text.count),
        count: symbols.symbol(of: name, digest)))
  }

  /// Whether the innermost mapping has a key with these bytes.
  private func hasKey(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var key = top.node + 1
    while key < count {
      if Int(nodes[key].textLength) == name.count,
        bytes[Int(nodes[key].textStart)...].prefix(name.count).elementsEqual(name)
      {
        return true
      }
      key = Int(nodes[Int(nodes[key].next)].next)
    }
    return false
  }

  /// The value that is awaited comes now; there must be one.
  private mutating func fillGap() throws(Doubt) {
    guard top.gap != 0 else { throw .unsure }
    top.gap = 0
  }

  /// If a value is awaited, it is empty.
  private mutating func settle() throws(Doubt) {
    guard top.gap != 0 else { return }
    let gap = UInt32(truncatingIfNeeded: top.gap)
    top.gap = 0
    try append(Node(kind: .null, style: .plain, start: gap, end: gap, textStart: gap))
  }
}
