internal import KojaModel

extension Document {
  /// Whether two subtrees are the same JSON value: numbers by value, texts by code point, mappings in any order
  /// (JSON Schema Core 2020-12, 4.2.2).
  func isEqual(_ node: NodeIndex, to other: NodeIndex, in document: Document) -> Bool {
    let (left, right) = (nodes[node], document.nodes[other])
    switch (left.kind, right.kind) {
    case (.null, .null): return true
    case (.boolean, .boolean): return boolean(node) == document.boolean(other)
    case (.integer, .integer), (.integer, .float), (.float, .integer), (.float, .float):
      guard let mine = number(node), let theirs = document.number(other) else { return false }
      return mine == theirs
    case (.string, .string): return withText(node) { mine in document.withText(other) { mine.elementsEqual($0) } }
    case (.sequence, .sequence):
      return left.count == right.count
        && zip(Elements(self, node), Elements(document, other)).allSatisfy { isEqual($0, to: $1, in: document) }
    case (.mapping, .mapping):
      guard left.count == right.count else { return false }
      let values = Dictionary(
        Members(document, other).map { (Key(document.text($0.key) ?? ""), $0.value) }, uniquingKeysWith: { $1 })
      return Members(self, node).allSatisfy { key, value in
        values[Key(text(key) ?? "")].map { isEqual(value, to: $0, in: document) } ?? false
      }
    default: return false
    }
  }
}
