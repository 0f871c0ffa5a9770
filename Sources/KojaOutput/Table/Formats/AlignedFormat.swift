internal import KojaModel

/// Columns under headings, fitted to the width of the screen.
struct AlignedFormat: TableFormat {
  private static let gap = "  "

  func render(_ table: Table, _ options: OutputOptions) -> String {
    guard !table.rows.isEmpty else { return "" }
    let rows = table.rows.map { row in
      table.pairs(row).map { (text: $0.cell.text($0.column.kind, options), emphasis: $0.cell.emphasis) }
    }
    let labels = table.columns.map { safe($0.label[options.language]) }
    let natural = labels.indices.map { index in
      rows.reduce(Cells.width(labels[index])) { max($0, Cells.width($1[index].text)) }
    }
    let named = table.columns.indices.filter { index in
      table.columns[index].kind == .code
        && table.rows.contains { $0.cells.indices.contains(index) && $0.cells[index].display != nil }
    }
    let widths = fitted(
      natural, words: table.columns.indices.filter { table.columns[$0].kind == .text }, names: named,
      others: table.columns.indices.filter { table.columns[$0].key != "id" }, options.width)
    func line(_ cells: [String], _ paint: (Int) -> Paint?) -> String {
      var line = ""
      var blanks = ""
      for (index, cell) in cells.enumerated() {
        let text = Cells.truncated(cell, to: widths[index])
        let rest = String(repeating: " ", count: widths[index] - Cells.width(text))
        let isRight = table.columns[index].alignment == .right
        if isRight { blanks += rest }
        if !text.isEmpty {
          line += blanks + (paint(index)?(text, options) ?? text)
          blanks = ""
        }
        blanks += (isRight ? "" : rest) + Self.gap
      }
      return line + "\n"
    }
    let rules = widths.map { String(repeating: "─", count: $0) }
    return line(labels) { _ in .bold } + line(rules) { _ in .dim }
      + rows.map { row in line(row.map(\.text)) { row[$0].emphasis.map(Paint.init) } }.joined()
  }

  /// Takes what is too much from the widest columns: from words first, then from names of codes; numbers and dates are
  /// useless when they are cut, and give way only when nothing else is left, ids last of all.
  private func fitted(_ natural: [Int], words: [Int], names: [Int], others: [Int], _ width: Int?) -> [Int] {
    var widths = natural
    guard let width else { return widths }
    let room = max(0, width - Self.gap.count * (natural.count - 1))
    let steps = [(words, 24), (names, 16), (words, 12), (names, 10), (others, 4), (Array(natural.indices), 4)]
    for (candidates, least) in steps {
      var excess = widths.reduce(0, +) - room
      while excess > 0, let widest = candidates.max(by: { widths[$0] < widths[$1] }), widths[widest] > least {
        let next = candidates.map { widths[$0] }.filter { $0 < widths[widest] }.max() ?? 0
        let cut = max(1, min(excess, widths[widest] - max(next, least)))
        widths[widest] -= cut
        excess -= cut
      }
    }
    return widths
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
