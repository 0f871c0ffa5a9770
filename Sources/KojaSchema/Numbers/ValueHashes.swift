internal import KojaModel

/// Hashes of the values of one document: equal JSON values have equal ones.
///
/// Those of larger values are kept, for lists inside lists whose items must all be unique would otherwise be gone through
/// once for each list around them.
struct ValueHashes {
  /// Values with fewer nodes are hashed again.
  private static let leastKept = 32
  /// Lists of at most so many texts, numbers and the like are compared item by item.
  private static let mostCompared = 8

  private var known: [NodeIndex: Int] = [:]

  /// Items of a sequence that equal one before them, with the position of that one; the first, or all.
  mutating func doubles(
    in node: NodeIndex, of document: Document, all: Bool = false
  ) -> [(item: NodeIndex, first: Int)] {
    let count = Int(document.nodes[node].count)
    guard count > 1 else { return [] }
    if !all, count <= Self.mostCompared, Int(document.nodes[node].next) == node + 1 + count {
      return Self.firstDouble(node + 1..<node + 1 + count, of: document).map { [$0] } ?? []
    }
    var items: [(node: NodeIndex, hash: Int, position: Int)] = []
    items.reserveCapacity(count)
    let mask = (2 << (Int.bitWidth - count.leadingZeroBitCount)) - 1
    var table = [UInt32](repeating: 0, count: mask + 1)
    var found: [(item: NodeIndex, first: Int)] = []
    next: for (position, item) in Elements(document, node).enumerated() {
      let hash = hash(item, of: document)
      var slot = hash & mask
      while case let entry = Int(table[slot]), entry > 0 {
        let other = items[entry - 1]
        if other.hash == hash, document.isEqual(item, to: other.node, in: document) {
          found.append((item, other.position))
          if !all { return found }
          continue next
        }
        slot = (slot + 1) & mask
      }
      items.append((item, hash, position))
      table[slot] = UInt32(items.count)
    }
    return found
  }

  /// The first of a few items without items of their own that equals one before it.
  private static func firstDouble(
    _ items: Range<NodeIndex>, of document: Document
  ) -> (item: NodeIndex, first: Int)? {
    for item in items.dropFirst() {
      for other in items.lowerBound..<item where document.isEqual(item, to: other, in: document) {
        return (item, other - items.lowerBound)
      }
    }
    return nil
  }

  private mutating func hash(_ node: NodeIndex, of document: Document) -> Int {
    let isKept = Int(document.nodes[node].next) - node >= Self.leastKept
    if isKept, let hash = known[node] { return hash }
    var hasher = Hasher()
    switch document.nodes[node].kind {
    case .null: hasher.combine(0)
    case .boolean: hasher.combine(document.boolean(node))
    case .integer, .float: hasher.combine(document.number(node))
    case .string: document.withText(node) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .sequence:
      hasher.combine(document.nodes[node].count)
      for item in Elements(document, node) { hasher.combine(hash(item, of: document)) }
    case .mapping:
      // A sum, because the order of the members must not matter.
      var sum = 0
      for (key, value) in Members(document, node) {
        var each = Hasher()
        document.withText(key) { each.combine(bytes: UnsafeRawBufferPointer($0)) }
        each.combine(hash(value, of: document))
        sum &+= each.finalize()
      }
      hasher.combine(sum)
    }
    let hash = hasher.finalize()
    if isKept { known[node] = hash }
    return hash
  }
}
