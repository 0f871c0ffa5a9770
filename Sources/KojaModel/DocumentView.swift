internal import Glibc

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

  /// A scalar's value as it is spelled; nil for a collection.
  package func spelling(_ node: NodeIndex) -> String? {
    switch nodes[node].kind {
    case .sequence, .mapping: nil
    default: String(decoding: text(node), as: UTF8.self)
    }
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

  /// The pair of a mapping whose key has these bytes; nil for anything but a mapping.
  package func pair(_ name: UnsafeBufferPointer<UInt8>, in node: NodeIndex) -> (key: NodeIndex, value: NodeIndex)? {
    guard case .mapping = nodes[node].kind else { return nil }
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      if isText(key, name) { return (key, key + 1) }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }

  /// Whether a scalar's value has these bytes.
  package func isText(_ node: NodeIndex, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(nodes[node].textLength) == name.count else { return false }
    guard let own = text(node).baseAddress, let other = name.baseAddress else { return true }
    return memcmp(own, other, name.count) == 0
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
  /// The pair of a mapping with this key. Beside ``withView(_:)``, which is made for it where both are compiled together.
  package func pair(_ key: String, in node: NodeIndex) -> (key: NodeIndex, value: NodeIndex)? {
    var key = key
    return key.withUTF8 { name in withView { $0.pair(name, in: node) } ?? nil }
  }

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
