extension Document {
  /// The place of a node in the file that the document was read from.
  ///
  /// Scans the text for its lines: meant for findings, not for loops over good records.
  package func place(_ node: NodeIndex, in path: String, hidden: Bool = false) -> Place {
    LineTable(source).place(range(node), in: path, hidden: hidden)
  }

  /// The place of the first line of a file: where things that are missing from the whole record are shown.
  package func placeOfTop(in path: String) -> Place {
    let first = pairs(Document.root).first.map { range($0.key) } ?? 0..<0
    return LineTable(source).place(first, in: path)
  }
}
