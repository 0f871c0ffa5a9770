internal import KojaModel

/// The keys and values of a mapping in their order, without an array; empty for anything else.
struct Members: Sequence, IteratorProtocol {
  private let document: Document
  private var key: NodeIndex
  private let end: NodeIndex

  /// The members of a node.
  init(_ document: Document, _ node: NodeIndex) {
    self.document = document
    self.key = node + 1
    self.end = document.nodes[node].kind == .mapping ? Int(document.nodes[node].next) : 0
  }

  mutating func next() -> (key: NodeIndex, value: NodeIndex)? {
    guard key < end else { return nil }
    let found = (key: key, value: Int(document.nodes[key].next))
    key = Int(document.nodes[found.value].next)
    return found
  }
}

/// The items of a sequence in their order, without an array; empty for anything else.
struct Elements: Sequence, IteratorProtocol {
  private let document: Document
  private var item: NodeIndex
  private let end: NodeIndex

  /// The items of a node.
  init(_ document: Document, _ node: NodeIndex) {
    self.document = document
    self.item = node + 1
    self.end = document.nodes[node].kind == .sequence ? Int(document.nodes[node].next) : 0
  }

  mutating func next() -> NodeIndex? {
    guard item < end else { return nil }
    defer { item = Int(document.nodes[item].next) }
    return item
  }
}
