internal import KojaModel

/// The anchors of one document, by name.
struct Anchors {
  /// A node with a name.
  struct Anchor {
    /// The node.
    let node: NodeIndex
    /// Its first byte, by which it is known again: pairs that are left out give their numbers to later nodes.
    let start: UInt32
  }

  private var names: [Key: Anchor] = [:]
  /// Nodes that aliases brought so far, in all documents of the text.
  private(set) var expanded = 0

  /// Names a node; a later anchor of the same name takes its place.
  mutating func define(_ name: String, _ anchor: Anchor) { names[Key(name)] = anchor }

  /// The node of a name.
  subscript(name: String) -> Anchor? { names[Key(name)] }

  /// Counts nodes that an alias brings.
  mutating func count(_ nodes: Int) { expanded += nodes }

  /// Forgets the names: a new document begins.
  mutating func removeAll() { names.removeAll() }
}
