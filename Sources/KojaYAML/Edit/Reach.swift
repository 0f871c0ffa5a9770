internal import KojaModel

/// The lines that an edit may touch, found from the tree alone: a second opinion on every splice.
struct Reach {
  private let document: Document
  private let source: SourceText
  private let lastKey: String?

  /// Looks at a text.
  init(_ document: Document, lastKey: String?) {
    self.document = document
    self.lastKey = lastKey
    source = SourceText(document.source)
  }

  /// The stretch of the text outside of which an edit changes no byte.
  func range(of edit: YAMLEdit) -> Range<Int> {
    var path: [String] = []
    for step in edit.path {
      let node = document.node(at: path) ?? Document.root
      guard document.node(at: [step], from: node) != nil else {
        return path.isEmpty || document.nodes[node].count > 0 ? additions(to: node) : value(path)
      }
      path.append(step)
    }
    switch edit {
    case .set, .rename: return value(path)
    case .append:
      let node = document.node(at: path) ?? Document.root
      return document.kind(node) == .sequence && document.nodes[node].count > 0 ? additions(to: node) : value(path)
    case .remove:
      let parent = document.node(at: Array(path.dropLast())) ?? Document.root
      return document.nodes[parent].count == 1 ? value(Array(path.dropLast())) : removal(path)
    }
  }

  /// A value, from the line of its key or dash to the end of its last line.
  private func value(_ path: [String]) -> Range<Int> {
    guard !path.isEmpty, let node = document.node(at: path) else { return 0..<source.bytes.count }
    return lines(previousEnd(entry(path))..<document.range(node).upperBound)
  }

  /// From the last entry of a collection to whatever comes behind it; for the root also before its last key.
  private func additions(to node: NodeIndex) -> Range<Int> {
    let children = document.pairs(node).map(\.key) + document.items(node)
    var start = children.last.map { document.range($0).lowerBound } ?? 0
    if node == Document.root, let lastKey, let pair = document.pair(lastKey, in: node) {
      start = min(start, previousEnd(pair.key))
    }
    return lines(start..<nextStart(node))
  }

  /// An entry with the comments around it, up to its neighbours.
  private func removal(_ path: [String]) -> Range<Int> {
    lines(previousEnd(entry(path))..<nextStart(document.node(at: path) ?? Document.root))
  }

  /// The node that an entry begins with: its key, or the item.
  private func entry(_ path: [String]) -> NodeIndex {
    let node = document.node(at: path) ?? Document.root
    let parent = document.node(at: Array(path.dropLast())) ?? Document.root
    return document.kind(parent) == .mapping ? node - 1 : node
  }

  /// Where the last scalar or bracket before an entry ends; an opening bracket ends where it begins.
  private func previousEnd(_ entry: NodeIndex) -> Int {
    for node in (0..<max(0, entry)).reversed() where document.nodes[node].style != .block {
      let range = document.range(node)
      return range.upperBound <= document.range(entry).lowerBound ? range.upperBound : range.lowerBound
    }
    return 0
  }

  /// Where the next thing behind a node begins.
  private func nextStart(_ node: NodeIndex) -> Int {
    let next = Int(document.nodes[node].next)
    return next < document.nodes.count ? document.range(next).lowerBound : source.bytes.count
  }

  /// Widened to whole lines.
  private func lines(_ range: Range<Int>) -> Range<Int> {
    source.lineStart(range.lowerBound)..<max(range.lowerBound, source.nextLine(range.upperBound))
  }
}
