internal import KojaModel

/// Puts nodes together into a flat tree with an explicit stack, and finds keys that come twice. It knows no syntax:
/// the readers of YAML and JSON share it.
struct TreeAssembly {
  /// A collection that is still open.
  struct Frame {
    /// Its node.
    let node: NodeIndex
    /// Whether it is a mapping, and written in flow style.
    let isMapping: Bool, isFlow: Bool
    /// Whether the next node is a key.
    var expectsKey = true
    /// The key whose value is awaited.
    var key: NodeIndex = 0
    /// Pairs or items so far.
    var count: UInt32 = 0
    /// End of the last leaf.
    var lastEnd: UInt32 = 0
    /// Where its keys begin in ``TreeAssembly/keys``.
    let keyBase: Int
    /// Its keys by text, once there are many.
    var index: [Key: NodeIndex]?
    /// Its keys that are not ASCII, by what is seen of them: Swift's texts are equal when they look the same.
    var wide: [String: NodeIndex] = [:]
    /// Set when the pair in progress cannot stay in the tree: its first node.
    var dropFrom: NodeIndex?
  }

  /// Keys of a mapping that are compared one by one before a dictionary is made.
  private static let fewKeys = 64

  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The open collections, outermost first.
  private(set) var frames: [Frame] = []
  /// The nodes so far.
  var nodes = ContiguousArray<Node>()
  /// Values that are no stretch of the text.
  var decoded = ContiguousArray<UInt8>()
  /// Keys of all open mappings.
  private var keys: [NodeIndex] = []

  /// An empty tree over a text, with room for some nodes.
  init(_ bytes: UnsafeBufferPointer<UInt8>, reserving nodes: Int) {
    self.bytes = bytes
    self.nodes.reserveCapacity(nodes)
  }

  /// Whether the next node is a key.
  var awaitsKey: Bool { frames.last.map { $0.isMapping && $0.expectsKey } ?? false }

  /// The stretch of the text that a node covers.
  func range(_ node: NodeIndex) -> Range<Int> { Int(nodes[node].start)..<Int(nodes[node].end) }

  /// Begins a collection.
  mutating func open(isMapping: Bool, isFlow: Bool, start: Int) {
    append(
      Node(
        kind: isMapping ? .mapping : .sequence, style: isFlow ? .flow : .block, start: UInt32(start),
        end: UInt32(start)))
    frames.append(
      Frame(node: nodes.count - 1, isMapping: isMapping, isFlow: isFlow, lastEnd: UInt32(start), keyBase: keys.count))
  }

  /// Ends the innermost collection, one in block style with its last leaf.
  mutating func close(end: Int) {
    guard let frame = frames.popLast() else { return }
    keys.removeSubrange(frame.keyBase...)
    nodes[frame.node].end = frame.isFlow ? UInt32(end) : frame.lastEnd
    nodes[frame.node].count = frame.count
    nodes[frame.node].next = UInt32(nodes.count)
    complete(frame.node)
  }

  /// Adds a node that has no child yet.
  mutating func append(_ node: Node) {
    var node = node
    node.next = UInt32(nodes.count + 1)
    nodes.append(node)
  }

  /// Adds a copy of a finished subtree, all of it with one place. How many levels of collections it has.
  mutating func copy(_ node: NodeIndex, start: UInt32, end: UInt32) -> Int {
    let shift = UInt32(nodes.count - node)
    var (depth, open): (Int, [UInt32]) = (0, [])
    for index in node..<Int(nodes[node].next) {
      while let last = open.last, index >= last { open.removeLast() }
      var copy = nodes[index]
      if copy.kind == .sequence || copy.kind == .mapping {
        open.append(copy.next)
        depth = max(depth, open.count)
      }
      copy.start = start
      copy.end = end
      copy.next += shift
      nodes.append(copy)
    }
    return depth
  }

  /// Hands a finished node to the collection around it.
  mutating func complete(_ node: NodeIndex) {
    guard let top = frames.indices.last else { return }
    frames[top].lastEnd = max(frames[top].lastEnd, nodes[node].end)
    if frames[top].isMapping, frames[top].expectsKey {
      frames[top].expectsKey = false
      frames[top].key = node
    } else {
      frames[top].expectsKey = true
      if let start = frames[top].dropFrom {
        nodes.removeSubrange(start...)
        frames[top].dropFrom = nil
      } else {
        frames[top].count += 1
      }
    }
  }

  /// Leaves the pair that begins with a node out of the tree.
  mutating func dropPair(from node: NodeIndex) {
    guard let top = frames.indices.last else { return }
    frames[top].dropFrom = node
  }

  /// Notes the key that was added last; the earlier key of the mapping with the same bytes, if there is one. Then the
  /// pair is left out.
  mutating func registerKey() -> NodeIndex? {
    guard let top = frames.indices.last else { return nil }
    let node = nodes.count - 1
    if let first = earlier(node, in: top) {
      frames[top].dropFrom = node
      return first
    }
    guard frames[top].index == nil else { return nil }
    keys.append(node)
    if keys.count - frames[top].keyBase > Self.fewKeys { makeIndex(top) }
    return nil
  }

  /// Notes a key that is not ASCII and was added last; the earlier key of the mapping that looks the same but has other
  /// bytes (Unicode normal forms), if there is one.
  mutating func registerWideKey() -> NodeIndex? {
    guard let top = frames.indices.last else { return nil }
    let node = nodes.count - 1
    let name = text(node)
    if let first = frames[top].wide[name] { return first }
    frames[top].wide[name] = node
    return nil
  }

  /// The earlier key with the same text; where there are many, the key is noted when there is none.
  private mutating func earlier(_ node: NodeIndex, in top: Int) -> NodeIndex? {
    if frames[top].index != nil {
      let name = Key(text(node))
      let first = frames[top].index?.updateValue(node, forKey: name)
      if let first { frames[top].index?[name] = first }
      return first
    }
    return decoded.withUnsafeBufferPointer { decoded in
      let text = slice(node, decoded)
      return keys[frames[top].keyBase...].first { key in
        nodes[key].textLength == text.count
          && (nodes[key].isDecoded ? decoded : bytes).hasBytes(text, at: Int(nodes[key].textStart))
      }
    }
  }

  private mutating func makeIndex(_ top: Int) {
    var index: [Key: NodeIndex] = [:]
    for key in keys[frames[top].keyBase...] { index[Key(text(key))] = key }
    frames[top].index = index
  }

  /// The text of a scalar.
  func text(_ node: NodeIndex) -> String { withText(node) { String(decoding: $0, as: UTF8.self) } }

  /// Gives the bytes of a scalar's value to a closure.
  func withText<Result>(_ node: NodeIndex, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    decoded.withUnsafeBufferPointer { body(slice(node, $0)) }
  }

  private func slice(_ node: NodeIndex, _ decoded: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let range = Int(nodes[node].textStart)..<Int(nodes[node].textStart + nodes[node].textLength)
    return UnsafeBufferPointer(rebasing: nodes[node].isDecoded ? decoded[range] : bytes[range])
  }
}
