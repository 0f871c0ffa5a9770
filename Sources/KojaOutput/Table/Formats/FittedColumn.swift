internal import KojaModel

/// A column of a table that is fitted to the width of a screen.
struct FittedColumn {
  private let label: String
  private let texts: [String]
  private let kind: Table.Kind
  private let isID: Bool
  /// Whether some cells show a name for their code, and whether all of these show the name alone.
  private let (isNamed, isNameAlone): (Bool, Bool)
  /// The cells of the widest text, and of the widest word of the heading.
  private let (widest, word): (Int, Int)

  /// A column with its cells and their texts.
  init(_ column: Table.Column, _ texts: [String], _ cells: [Table.Cell], _ language: Language) {
    label = safe(column.label[language])
    (self.texts, kind, isID) = (texts, column.kind, column.key == "id")
    isNamed = cells.contains { $0.display != nil }
    isNameAlone =
      isNamed
      && cells.allSatisfy { cell in
        cell.display.map { name in !(cell.value.string.map(name[language].hasPrefix) ?? true) } ?? true
      }
    widest = texts.reduce(0) { max($0, Cells.width($1)) }
    word = label.split(separator: " ").reduce(0) { max($0, Cells.width($1)) }
  }

  /// The heading in lines of so many cells.
  func heading(in width: Int) -> [String] {
    Cells.width(label) <= width
      ? [label] : Cells.wrapped(label, to: max(width, word)).map { Cells.truncated($0, to: width) }
  }

  /// How a text is cut to so many cells. Names lose their middle where their beginnings would not tell them apart.
  func cut(to width: Int) -> (String) -> String {
    guard widest > width else { return { $0 } }
    let different = Set(texts)
    guard isNameAlone, Set(different.map { Cells.truncated($0, to: width) }).count < different.count else {
      return { Cells.truncated($0, to: width) }
    }
    return { Cells.shortened($0, to: width) }
  }

  /// The widths by which all columns fit; nil where they are too many. Headings go over several lines first; then is taken
  /// what is too much from the widest columns: from words, then from names of codes. Ids, numbers and dates are useless when
  /// they are cut.
  static func widths(_ columns: [FittedColumn], gap: Int, _ width: Int?) -> [Int]? {
    var widths = columns.map { max($0.widest, Cells.width($0.label)) }
    guard let width else { return widths }
    let room = max(0, width - gap * (columns.count - 1))
    let isWords = { (column: FittedColumn) in column.kind == .text }
    let isCode = { (column: FittedColumn) in column.kind == .code && !column.isID }
    let isName = { (column: FittedColumn) in column.kind == .code && column.isNamed }
    let steps: [(candidates: (FittedColumn) -> Bool, least: (FittedColumn) -> Int)] = [
      ({ _ in true }, { max($0.widest, $0.word) }), (isWords, { _ in 24 }), (isName, { _ in 16 }),
      (isWords, { _ in 12 }), (isName, { _ in 10 }), (isWords, { _ in 8 }), (isCode, { _ in 12 }),
    ]
    for step in steps {
      let candidates = columns.indices.filter { step.candidates(columns[$0]) }
      var excess = widths.reduce(0, +) - room
      while excess > 0 {
        let wide = candidates.filter { widths[$0] > step.least(columns[$0]) }
        guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
        let next = candidates.map { widths[$0] }.filter { $0 < widths[widest] }.max() ?? 0
        let cut = max(1, min(excess, widths[widest] - max(next, step.least(columns[widest]))))
        widths[widest] -= cut
        excess -= cut
      }
    }
    return widths.reduce(0, +) > room ? nil : widths
  }
}
