internal import KojaModel

/// Everything that a tree says outside some stretches of its text: what repairs must leave as it is.
///
/// Two texts whose outlines are equal differ at most inside the stretches: no node elsewhere has another value, another
/// kind, another place among the others or another depth.
struct Outline: Equatable {
  private struct Item: Equatable {
    let start: Int
    let depth: Int
    let kind: NodeKind
    let text: [UInt8]
  }

  private let items: [Item]

  /// The outline of a tree.
  ///
  /// - Parameters:
  ///   - stretches: What may differ.
  ///   - moved: Where the start of a node will lie, and whether the node is empty.
  init(_ document: Document, outside stretches: [Range<Int>], moved: (Int, Bool) -> Int = { start, _ in start }) {
    var items: [Item] = []
    var ends: [Int] = []
    for node in document.nodes.indices {
      while let end = ends.last, end <= node { ends.removeLast() }
      let range = document.range(node)
      let kind = document.kind(node)
      let isCollection = kind == .mapping || kind == .sequence
      defer { if isCollection { ends.append(Int(document.nodes[node].next)) } }
      // A collection around a stretch stays; one inside it goes with it.
      let isInside = stretches.contains { stretch in
        let isCovered = stretch.lowerBound <= range.lowerBound && range.upperBound <= stretch.upperBound
        return isCovered && !stretch.isEmpty || !isCollection && range.overlaps(stretch)
      }
      if isInside { continue }
      let text = isCollection ? [] : document.withText(node) { Array($0) }
      items.append(Item(start: moved(range.lowerBound, range.isEmpty), depth: ends.count, kind: kind, text: text))
    }
    self.items = items
  }
}
