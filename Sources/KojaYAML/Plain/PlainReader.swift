internal import KojaModel

/// Reads the plain subset of YAML in one pass over the bytes: what koja itself writes, and what most people write.
///
/// The subset: block mappings and sequences from the first column on, keys of ASCII without blanks or in quotes, scalars
/// on one line (plain, in quotes, `|`, `>`), flow collections on one line, comments, LF and CRLF. A text of the subset
/// becomes exactly the ``Document`` that libyaml and ``TreeBuilder`` make of it, provided that they find nothing wrong.
/// Whatever is outside, or might deserve a finding, is a ``Doubt``: the text is then libyaml's, which stays the
/// reference. So nothing is ever reported from here, and to refuse is always right.
struct PlainReader {
  /// A collection that is still open.
  struct Frame {
    /// Its node.
    var node: UInt32 = 0
    /// The column of its keys or dashes.
    var indent: UInt32 = 0
    /// Pairs or items so far.
    var count: UInt32 = 0
    /// Where the value that is awaited would stand if it were empty; 0 when none is awaited.
    var gap: UInt32 = 0
    /// One bit for the hash of every key.
    var keys: UInt64 = 0
    /// Whether it is a mapping.
    var isMapping = false
  }

  /// The text.
  let text: PlainText
  /// The next byte to be read.
  var at = 0
  /// The innermost open collection.
  var top = Frame()
  /// Open collections.
  var depth = 0
  /// End of the last leaf.
  var lastEnd: UInt32 = 0
  /// Nodes so far.
  var count = 0
  /// Values that are no stretch of the text.
  var decoded = ContiguousArray<UInt8>()
  /// Names whose symbols keys carry.
  let symbols: SymbolTable.Lookup
  private let unknown = SymbolTable.unknown
  /// The nodes.
  let nodes: UnsafeMutableBufferPointer<Node>
  /// The open collections around the innermost one, from 1 on.
  private let outer: UnsafeMutableBufferPointer<Frame>

  /// Deepest nesting; the stack for it is small enough to be on the machine's own.
  private static let deepest = 24
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
          withUnsafeTemporaryAllocation(of: Frame.self, capacity: deepest) { stack in
            var reader = PlainReader(
              text: PlainText(bytes: bytes), symbols: symbols, nodes: room,
              outer: UnsafeMutableBufferPointer(rebasing: stack[..<min(deepest, limits.depth)]))
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
    }
    if let doubt { throw doubt }
    return Document(source: source, nodes: nodes, decoded: decoded, symbols: symbols)
  }

  private init(
    text: PlainText, symbols: SymbolTable.Lookup, nodes: UnsafeMutableBufferPointer<Node>,
    outer: UnsafeMutableBufferPointer<Frame>
  ) {
    self.text = text
    self.symbols = symbols
    self.nodes = nodes
    self.outer = outer
  }

  private mutating func readAll() throws(Doubt) {
    while at < text.count {
      let column = text.spaces(at)
      let start = at &+ column
      let first = text[start]
      if first == UInt8(ascii: "#") {
        // It may have been meant as more of the text above.
        guard column == 0 || text.isBlank(start &+ 1) else { throw .unsure }
        at = try text.breakEnd(text.lineEnd(start))
      } else if first > 0x20 {
        at = start
        try readLine(UInt32(truncatingIfNeeded: column))
      } else {
        // A blank line ends with a line break.
        guard first == 0x0A || first == 0x0D else { throw .unsure }
        at = try text.breakEnd(start)
      }
    }
    guard depth > 0 else { throw .unsure }
    while depth > 0 { try close() }
  }

  /// Reads a line of the block structure from its first character on.
  private mutating func readLine(_ column: UInt32) throws(Doubt) {
    let isItem = text.isDash(at)
    if depth == 0 {
      guard column == 0, count == 0 else { throw .unsure }
      try open(isMapping: !isItem, column)
    } else if column > top.indent {
      try fillGap()
      try open(isMapping: !isItem, column)
    } else {
      while column < top.indent { try close() }
      if column > top.indent { throw .unsure }
      if isItem == !top.isMapping {
        try settle()
      } else if isItem {
        // A list at the column of its key.
        try fillGap()
        try open(isMapping: false, column)
      } else {
        try close()
        guard top.isMapping, column == top.indent, depth > 0 else { throw .unsure }
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
      let column = top.indent &+ UInt32(truncatingIfNeeded: at &- dash)
      if text.isDash(at) {
        try fillGap()
        try open(isMapping: false, column)
      } else if text.isKey(at) {
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
    top.gap = UInt32(truncatingIfNeeded: at)
    let start = at &+ text.spaces(at)
    let first = text[start]
    if first > 0x20, first != UInt8(ascii: "#") {
      at = start
      return false
    }
    try endLine()
    return true
  }

  private mutating func readValue() throws(Doubt) {
    top.gap = 0
    switch text[at] {
    case UInt8(ascii: "\""): try doubleQuoted()
    case UInt8(ascii: "'"): try singleQuoted()
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return try blockScalar()
    case UInt8(ascii: "["), UInt8(ascii: "{"): try readFlow()
    default: try plain()
    }
    try endLine()
  }

  /// Ends a line behind a value, a colon or a dash.
  @inline(__always) private mutating func endLine() throws(Doubt) {
    if text[at] == 0x0A { at &+= 1 } else { try endLongLine() }
  }

  /// Ends a line with blanks or a comment.
  mutating func endLongLine() throws(Doubt) {
    var end = at &+ text.spaces(at)
    if text[end] == UInt8(ascii: "#") {
      guard end > at, text.isBlank(end &+ 1) else { throw .unsure }
      end = try text.lineEnd(end)
    }
    at = try text.breakEnd(end)
  }

  // MARK: Building

  /// Opens a collection that begins here.
  mutating func open(isMapping: Bool, _ indent: UInt32, style: NodeStyle = .block) throws(Doubt) {
    guard depth < outer.count else { throw .unsure }
    outer[depth] = top
    depth &+= 1
    top = Frame(node: UInt32(truncatingIfNeeded: count), indent: indent, isMapping: isMapping)
    try add(isMapping ? .mapping : .sequence, style, start: at, end: at, textStart: 0, textLength: 0)
  }

  /// Closes the innermost collection.
  mutating func close() throws(Doubt) {
    try settle()
    let node = Int(top.node)
    nodes[node].end = lastEnd
    nodes[node].count = top.count
    nodes[node].next = UInt32(truncatingIfNeeded: count)
    depth &-= 1
    top = outer[depth]
  }

  /// Adds a leaf.
  @inline(__always) mutating func addLeaf(
    _ kind: NodeKind, _ style: NodeStyle, isDecoded: Bool = false, start: Int, end: Int, textStart: Int,
    textLength: Int, symbol: UInt32 = 0
  ) throws(Doubt) {
    lastEnd = UInt32(truncatingIfNeeded: end)
    try add(
      kind, style, isDecoded: isDecoded, start: start, end: end, textStart: textStart, textLength: textLength,
      symbol: symbol)
  }

  /// Adds a node. Its facts are stored one by one: a call of its initializer would cost more than all of them.
  @inline(__always) private mutating func add(
    _ kind: NodeKind, _ style: NodeStyle, isDecoded: Bool = false, start: Int, end: Int, textStart: Int,
    textLength: Int, symbol: UInt32 = 0
  ) throws(Doubt) {
    guard count < nodes.count, let first = nodes.baseAddress else { throw .full }
    let node = first + count
    count &+= 1
    node.pointee.kind = kind
    node.pointee.style = style
    node.pointee.isDecoded = isDecoded
    node.pointee.start = UInt32(truncatingIfNeeded: start)
    node.pointee.end = UInt32(truncatingIfNeeded: end)
    node.pointee.textStart = UInt32(truncatingIfNeeded: textStart)
    node.pointee.textLength = UInt32(truncatingIfNeeded: textLength)
    node.pointee.next = UInt32(truncatingIfNeeded: count)
    node.pointee.count = symbol
  }

  /// Adds a key without escapes whose text of so many bytes, the first sixteen of which are `words`, begins at `start`;
  /// the node covers its quotes too.
  @inline(__always) mutating func addKey(
    _ start: Int, _ length: Int, _ words: (low: UInt64, high: UInt64), _ style: NodeStyle, quote: Int
  ) throws(Doubt) {
    guard top.count < Self.pairs, length > 0 else { throw .unsure }
    let name = text[start..<start &+ length]
    let symbol = symbols.symbol(of: name, low: words.low, high: words.high)
    // Symbols that come together are seldom the same number below 64.
    let bit: UInt64 = 1 &<< (symbol == unknown ? words.low &* 0x9E37_79B9_7F4A_7C15 &>> 58 : UInt64(symbol))
    if top.keys & bit != 0, hasKey(name) { throw .unsure }
    top.keys |= bit
    top.count &+= 1
    try addLeaf(
      .string, style, start: start &- quote, end: start &+ length &+ quote, textStart: start, textLength: length,
      symbol: symbol)
  }

  /// Whether the innermost mapping has a key with these bytes.
  private mutating func hasKey(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var key = Int(top.node) + 1
    while key < count {
      if Int(nodes[key].textLength) == name.count, text.bytes.hasBytes(name, at: Int(nodes[key].textStart)) {
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
    let gap = Int(top.gap)
    top.gap = 0
    try addLeaf(.null, .plain, start: gap, end: gap, textStart: gap, textLength: 0)
  }
}
