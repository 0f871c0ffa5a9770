/// A document as long as it is being looked into: for passes over many good records, that copy no text and count no
/// references. It must not leave the closure of ``Document/withView(_:)``.
package struct DocumentView {
  /// The nodes, see ``Document/nodes``.
  package let nodes: UnsafePointer<Node>
  private let source: UnsafePointer<UInt8>
  private let decoded: UnsafePointer<UInt8>

  fileprivate init(_ nodes: UnsafePointer<Node>, _ source: UnsafePointer<UInt8>, _ decoded: UnsafePointer<UInt8>) {
    self.nodes = nodes
    self.source = source
    self.decoded = decoded
  }

  /// The bytes of a scalar's value.
  package func text(_ node: NodeIndex) -> UnsafeBufferPointer<UInt8> {
    let start = nodes[node].isDecoded ? decoded : source
    return UnsafeBufferPointer(start: start + Int(nodes[node].textStart), count: Int(nodes[node].textLength))
  }

  /// The value in a mapping under the key with a symbol; nil for anything but a mapping.
  package func value(_ symbol: UInt32, in node: NodeIndex) -> NodeIndex? {
    guard case .mapping = nodes[node].kind else { return nil }
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      if nodes[key].symbol == symbol { return key + 1 }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }

  /// The value at a path of symbols.
  package func value(at path: [UInt32], from node: NodeIndex = Document.root) -> NodeIndex? {
    var current = node
    for symbol in path {
      guard let next = value(symbol, in: current) else { return nil }
      current = next
    }
    return current
  }
}

extension Document {
  /// Looks into the document.
  package func withView<Result>(_ body: (DocumentView) -> Result) -> Result? {
    nodes.withUnsafeBufferPointer { nodes in
      source.withUnsafeBufferPointer { source in
        decoded.withUnsafeBufferPointer { decoded in
          guard let nodes = nodes.baseAddress, let source = source.baseAddress else { return nil }
          return body(DocumentView(nodes, source, decoded.baseAddress ?? source))
        }
      }
    }
  }
}
