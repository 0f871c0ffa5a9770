package import KojaModel

extension Table {
  /// One row for a person to read, a line for each cell that says something.
  ///
  /// - Parameter known: A text that need not be said again, such as the id that was just printed.
  package func sheet(_ row: Row, besides known: String? = nil, title: Phrase? = nil, _ options: OutputOptions) -> Sheet
  {
    let lines = pairs(row).compactMap { column, cell -> Sheet.Line? in
      let text = cell.text(column.kind, options)
      guard !text.isEmpty, cell.value != .null, known.map({ !text.sameBytes(as: $0) }) ?? true else { return nil }
      return Sheet.Line(column.label, text)
    }
    return Sheet([Sheet.Group(lines, title: title)])
  }
}
