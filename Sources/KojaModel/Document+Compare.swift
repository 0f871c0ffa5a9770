extension Document {
  /// Whether two subtrees hold the same values: scalars by kind and spelling, mappings without regard to order.
  ///
  /// Spelling counts (`1` and `1.0` differ): this is about edits, not about JSON Schema equality.
  package func isSame(_ node: NodeIndex, as other: NodeIndex, in document: Document) -> Bool {
    let (left, right) = (nodes[node], document.nodes[other])
    guard left.kind == right.kind, left.count == right.count else { return false }
    switch left.kind {
    case .sequence:
      return zip(items(node), document.items(other)).allSatisfy { isSame($0, as: $1, in: document) }
    case .mapping:
      return pairs(node).allSatisfy { key, value in
        guard let name = text(key), let match = document.value(name, in: other) else { return false }
        return isSame(value, as: match, in: document)
      }
    case .null, .boolean:
      return left.kind == .null || boolean(node) == document.boolean(other)
    default:
      return withText(node) { mine in document.withText(other) { mine.elementsEqual($0) } }
    }
  }
}
