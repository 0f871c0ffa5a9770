internal import KojaIndex
internal import KojaModel

extension Definition {
  /// A fault of a question that stands at a node, at its line in the file.
  func finding(_ fault: SQLFault, in node: NodeIndex) -> Finding {
    Finding("store/sql", at: place(of: fault.offset, in: node), fault.message, hint: fault.hint)
  }

  /// The line of the file on which a byte of a question stands; the question itself for nil, and where its text is not
  /// written as a block.
  private func place(of offset: Int?, in node: NodeIndex) -> Place {
    let range = document.range(node)
    let text = document.text(node) ?? ""
    guard let offset, bytes.indices.contains(range.lowerBound), [0x7C, 0x3E].contains(bytes[range.lowerBound]) else {
      return document.place(node, in: path)
    }
    // A block: its lines follow the one with the indicator.
    let line = text.utf8.prefix(offset).count { $0 == 0x0A }
    var start = range.lowerBound
    for _ in 0...line {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
      start = end + 1
    }
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
    let first = bytes[start..<end].firstIndex { $0 != 0x20 } ?? start
    return LineTable(bytes).place(first..<max(end, first), in: path)
  }
}
