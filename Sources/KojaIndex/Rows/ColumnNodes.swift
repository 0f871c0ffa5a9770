internal import KojaModel

/// What a record has in a column, as nodes of its document. Lists on the way are looked through; null is nothing.
struct ColumnNodes {
  /// The first value.
  private(set) var first: NodeIndex?
  /// The others that lists on the way led to.
  private(set) var more: [NodeIndex] = []
  private let view: DocumentView

  init(_ way: IndexPlan.Way, _ parts: RecordParts, _ view: DocumentView) {
    self.view = view
    if let root = parts[way.root] { collect(way.keys, 0, root) }
  }

  /// All values: none, one, or those that lists on the way led to.
  var all: [NodeIndex] { first.map { [$0] + more } ?? [] }

  /// The items of a list column: those of the one list, or what lists on the way led to.
  var items: [NodeIndex] {
    guard let first else { return [] }
    guard more.isEmpty, view.nodes[first].kind == .sequence else { return all }
    return view.children(first)
  }

  private mutating func collect(_ path: [[UInt8]], _ depth: Int, _ node: NodeIndex) {
    guard depth < path.count else {
      guard view.nodes[node].kind != .null else { return }
      if first == nil { first = node } else { more.append(node) }
      return
    }
    switch view.nodes[node].kind {
    case .mapping: if let value = view.value(path[depth], in: node) { collect(path, depth + 1, value) }
    case .sequence: for item in view.children(node) { collect(path, depth, item) }
    default: break
    }
  }
}

extension DocumentView {
  /// The items of a sequence.
  func children(_ node: NodeIndex) -> [NodeIndex] {
    var items: [NodeIndex] = []
    items.reserveCapacity(Int(nodes[node].count))
    var item = node + 1
    let end = Int(nodes[node].next)
    while item < end {
      items.append(item)
      item = Int(nodes[item].next)
    }
    return items
  }

  /// The value under a key, given by its bytes; nil for anything but a mapping.
  func value(_ name: [UInt8], in node: NodeIndex) -> NodeIndex? {
    name.withUnsafeBufferPointer { pair($0, in: node)?.value }
  }
}
