/// Places of many nodes of one document: scans its lines once, and only when somebody asks.
///
/// Not shared between threads: whoever judges a record has one.
package final class PlaceFinder {
  private let document: Document
  private let path: String
  private lazy var lines = LineTable(document.source)

  /// Places in a document that was read from a file.
  package init(_ document: Document, path: String) {
    self.document = document
    self.path = path
  }

  /// The place of a node.
  package func place(_ node: NodeIndex) -> Place { lines.place(document.range(node), in: path) }
}
