internal import KojaModel

/// Where a value stands: behind which colon or dash.
struct Slot {
  /// What is in front of the value.
  enum Head { case root, key, dash }

  /// What is in front.
  let head: Head
  /// One past the colon or dash.
  let start: Int
  /// Column of the key or dash.
  let column: Int
  /// Whether it is inside brackets.
  let isFlow: Bool
  /// The collection around the value; the root itself for the root.
  let parent: NodeIndex
}

extension EditPlan {
  /// The slot of the node at a path.
  func slot(_ path: [String]) throws(EditRefusal) -> Slot {
    guard let last = path.last, let parent = document.node(at: Array(path.dropLast())) else {
      return Slot(head: .root, start: document.range(0).lowerBound, column: 0, isFlow: false, parent: Document.root)
    }
    let isFlow = document.nodes[parent].style == .flow
    if let (key, _) = document.pair(last, in: parent) {
      let range = document.range(key)
      let colon = source.skipSpaces(range.upperBound)
      let isPlain = colon < source.bytes.count && source.bytes[colon] == UInt8(ascii: ":")
      guard isPlain || isFlow else { throw refusal(key) }
      return Slot(
        head: .key, start: isPlain ? colon + 1 : range.upperBound, column: source.column(range.lowerBound),
        isFlow: isFlow, parent: parent)
    }
    guard let index = Int(last), document.items(parent).indices.contains(index) else { throw refusal(parent) }
    if isFlow {
      let start = document.range(document.items(parent)[index]).lowerBound
      return Slot(head: .dash, start: start, column: 0, isFlow: true, parent: parent)
    }
    let dash = dash(index, of: parent)
    return Slot(head: .dash, start: dash + 1, column: source.column(dash), isFlow: false, parent: parent)
  }

  /// The dash of an item in a block list.
  func dash(_ index: Int, of sequence: NodeIndex) -> Int {
    guard index > 0 else { return document.range(sequence).lowerBound }
    return source.skipTrivia(document.range(document.items(sequence)[index - 1]).upperBound)
  }

  /// Whether the last leaf of a node is a block scalar that keeps its trailing blank lines (`|+`).
  func keepsBlankLines(_ node: NodeIndex) -> Bool {
    let last = Int(document.nodes[node].next) - 1
    let facts = document.nodes[last]
    guard facts.style == .literal || facts.style == .folded else { return false }
    return document.source[document.range(last)].prefix { !$0.isBlank }.contains(UInt8(ascii: "+"))
  }
}
