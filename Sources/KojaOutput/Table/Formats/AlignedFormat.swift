internal import KojaModel

/// Columns under headings, fitted to the width of the screen; where they are too many for it, the rows one below the other.
struct AlignedFormat: TableFormat {
  private static let gap = "  "

  func render(_ table: Table, _ options: OutputOptions) -> String {
    guard !table.rows.isEmpty else { return "" }
    let rows = table.rows.map { row in
      table.pairs(row).map { (text: $0.cell.text($0.column.kind, options), emphasis: $0.cell.emphasis) }
    }
    let columns = table.columns.indices.map { index in
      FittedColumn(
        table.columns[index], rows.map { $0[index].text },
        table.rows.compactMap { $0.cells.indices.contains(index) ? $0.cells[index] : nil }, options.language)
    }
    guard let widths = FittedColumn.widths(columns, gap: Self.gap.count, options.width) else {
      return table.sheet(options).render(options)
    }
    let cuts = columns.indices.map { columns[$0].cut(to: widths[$0]) }
    func line(_ cells: [String], _ paint: (Int) -> Paint?) -> String {
      var line = ""
      var blanks = ""
      for (index, cell) in cells.enumerated() {
        let rest = String(repeating: " ", count: max(0, widths[index] - Cells.width(cell)))
        let isRight = table.columns[index].alignment == .right
        if isRight { blanks += rest }
        if !cell.isEmpty {
          line += blanks + (paint(index)?(cell, options) ?? cell)
          blanks = ""
        }
        blanks += (isRight ? "" : rest) + Self.gap
      }
      return line + "\n"
    }
    let heads = columns.indices.map { columns[$0].heading(in: widths[$0]) }
    let height = heads.reduce(1) { max($0, $1.count) }
    let headings = (0..<height).map { row in
      line(heads.map { row < height - $0.count ? "" : $0[row - height + $0.count] }) { _ in .bold }
    }
    return headings.joined() + line(widths.map { String(repeating: "─", count: $0) }) { _ in .dim }
      + rows.map { row in
        line(row.indices.map { cuts[$0](row[$0].text) }) { row[$0].emphasis.map(Paint.init) }
      }.joined()
  }
}

extension Paint {
  /// The colour of an emphasis.
  init(_ emphasis: Table.Emphasis) {
    switch emphasis {
    case .open: self = .blue
    case .waiting: self = .yellow
    case .closed: self = .green
    case .overdue: self = .red
    }
  }
}
