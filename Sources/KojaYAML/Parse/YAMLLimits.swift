/// How much of a text the reader takes before it gives up.
package struct YAMLLimits: Sendable {
  /// Bytes of the whole text.
  package var bytes: Int
  /// Nodes of the tree: keys, values, collections.
  package var nodes: Int
  /// Levels of nesting.
  package var depth: Int

  /// The limits of a record, `design.md` section 4.
  package static let record = YAMLLimits(bytes: 1 << 20, nodes: 100_000, depth: 64)

  /// The limits of `koja validate`: for any file, as far as memory and the call stacks of those who walk a tree allow.
  package static let validate = YAMLLimits(bytes: 100 << 20, nodes: 10_000_000, depth: 1000)

  /// Nodes that the aliases of a text may bring, for otherwise a few lines could mean billions of them.
  static let aliasNodes = 250_000
  /// Documents in one text.
  static let documents = 100_000

  /// Limits of one's own. Bytes above 4 GiB cannot be held by ``Document``.
  package init(bytes: Int, nodes: Int, depth: Int) {
    self.bytes = min(bytes, Int(UInt32.max))
    self.nodes = nodes
    self.depth = depth
  }
}
