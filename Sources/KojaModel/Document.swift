/// Index of a node in its document; 0 is the root.
package typealias NodeIndex = Int

/// What a node is, after YAML 1.2 core resolution.
package enum NodeKind: UInt8, Sendable {
  case null, boolean, integer, float, string, sequence, mapping

  /// Written out because the derived one is called through a witness table from other targets, in the hottest loops.
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}

/// How a node is written.
package enum NodeStyle: UInt8, Sendable {
  case plain, singleQuoted, doubleQuoted, literal, folded, block, flow

  /// Written out because the derived one is called through a witness table from other targets, in the hottest loops.
  package static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }
}

/// One node of a document, 28 bytes, in document order.
///
/// A mapping is followed by its keys and values in turn, a sequence by its items. ``next`` leads past the subtree.
package struct Node: Sendable {
  /// What it is.
  package var kind: NodeKind
  /// How it is written.
  package var style: NodeStyle
  /// Whether the text stands in ``Document/decoded`` (escapes, folds) instead of the source.
  package var isDecoded: Bool
  /// First byte of the node in the source. An empty value has `start == end`, right behind the colon or dash.
  package var start: UInt32
  /// One past its last own byte: for a block collection the end of its last leaf, for a block scalar the end of its
  /// last line with text; never a trailing comment, blank line or line break.
  package var end: UInt32
  /// Where the scalar's value begins, in the source or in ``Document/decoded``.
  package var textStart: UInt32
  /// Length of the scalar's value in bytes.
  package var textLength: UInt32
  /// Index of the first node after this one's subtree.
  package var next: UInt32
  /// Pairs of a mapping, items of a sequence; of a key its symbol.
  package var count: UInt32

  /// The symbol of a key in ``Document/symbols``; meaningless for every other node.
  package var symbol: UInt32 { count }

  /// A node with all its facts.
  @inlinable package init(
    kind: NodeKind, style: NodeStyle, isDecoded: Bool = false, start: UInt32, end: UInt32, textStart: UInt32 = 0,
    textLength: UInt32 = 0, next: UInt32 = 0, count: UInt32 = 0
  ) {
    self.kind = kind
    self.style = style
    self.isDecoded = isDecoded
    self.start = start
    self.end = end
    self.textStart = textStart
    self.textLength = textLength
    self.next = next
    self.count = count
  }
}

/// A parsed text: its bytes, and a flat tree with the place of every key and value.
///
/// Immutable and shared freely between threads. Keys of a mapping are unique by bytes: the reader saw to that.
package final class Document: Sendable {
  /// The text as it was read.
  package let source: [UInt8]
  /// All nodes in document order; never empty.
  package let nodes: ContiguousArray<Node>
  /// Values of scalars that are not a stretch of the source.
  package let decoded: ContiguousArray<UInt8>
  /// The names that the symbols of keys stand for; nil when the reader was given none.
  package let symbols: SymbolTable?

  /// Index of the root node.
  package static let root: NodeIndex = 0

  /// Takes over what a reader built.
  package init(
    source: [UInt8], nodes: ContiguousArray<Node>, decoded: ContiguousArray<UInt8>, symbols: SymbolTable? = nil
  ) {
    self.source = source
    self.nodes = nodes
    self.decoded = decoded
    self.symbols = symbols
  }

  /// The kind of a node.
  package func kind(_ node: NodeIndex) -> NodeKind { nodes[node].kind }

  /// The stretch of the source that a node covers.
  package func range(_ node: NodeIndex) -> Range<Int> { Int(nodes[node].start)..<Int(nodes[node].end) }

  /// Gives the bytes of a scalar's value to a closure, without copying them.
  package func withText<Result>(_ node: NodeIndex, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result
  {
    let facts = nodes[node]
    let range = Int(facts.textStart)..<Int(facts.textStart + facts.textLength)
    if facts.isDecoded {
      return try decoded.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
    return try source.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// A scalar's value as it is spelled (numbers keep their spelling), or nil for a collection.
  package func text(_ node: NodeIndex) -> String? {
    switch nodes[node].kind {
    case .sequence, .mapping: nil
    default: withText(node) { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The value of a string node, or nil for every other kind.
  package func string(_ node: NodeIndex) -> String? {
    nodes[node].kind == .string ? text(node) : nil
  }

  /// The value of a boolean node.
  package func boolean(_ node: NodeIndex) -> Bool? {
    guard nodes[node].kind == .boolean else { return nil }
    return withText(node) { $0.first == UInt8(ascii: "t") || $0.first == UInt8(ascii: "T") }
  }

  /// The value of an integer node that fits 64 bits.
  package func integer(_ node: NodeIndex) -> Int? {
    nodes[node].kind == .integer ? text(node).flatMap { Int($0) } : nil
  }

  /// Whether a string node has exactly these bytes.
  package func text(_ node: NodeIndex, equals other: String) -> Bool {
    withText(node) { bytes in
      var other = other
      return other.withUTF8 { $0.count == bytes.count && bytes.elementsEqual($0) }
    }
  }

  /// The items of a sequence; empty for anything else.
  package func items(_ node: NodeIndex) -> [NodeIndex] {
    guard nodes[node].kind == .sequence else { return [] }
    var result: [NodeIndex] = []
    result.reserveCapacity(Int(nodes[node].count))
    var child = node + 1
    let end = Int(nodes[node].next)
    while child < end {
      result.append(child)
      child = Int(nodes[child].next)
    }
    return result
  }

  /// The keys and values of a mapping in their order; empty for anything else.
  package func pairs(_ node: NodeIndex) -> [(key: NodeIndex, value: NodeIndex)] {
    guard nodes[node].kind == .mapping else { return [] }
    var result: [(key: NodeIndex, value: NodeIndex)] = []
    result.reserveCapacity(Int(nodes[node].count))
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      let value = Int(nodes[key].next)
      result.append((key, value))
      key = Int(nodes[value].next)
    }
    return result
  }

  /// The value under a key of a mapping.
  package func value(_ key: String, in node: NodeIndex = Document.root) -> NodeIndex? { pair(key, in: node)?.value }

  /// The node at a path of keys, and of positions in sequences (`"0"`), from a node.
  package func node(at path: [String], from node: NodeIndex = Document.root) -> NodeIndex? {
    var current = node
    for step in path {
      switch nodes[current].kind {
      case .mapping:
        guard let value = value(step, in: current) else { return nil }
        current = value
      case .sequence:
        let items = items(current)
        guard let index = Int(step), items.indices.contains(index) else { return nil }
        current = items[index]
      default: return nil
      }
    }
    return current
  }

  /// The value of the string at a path of keys.
  package func string(at path: String...) -> String? { node(at: path).flatMap { string($0) } }
}
