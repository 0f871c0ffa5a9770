internal import KojaModel

/// A table of a page: a caption for those who hear it, headings of columns and of rows.
struct PageTable {
  let table: Table
  /// Columns that are not shown.
  var hidden: Set<Int> = []
  /// The column that is drawn as bars.
  var bars: Int?
  /// The figure at which a bar ends; nil for the largest.
  var full: Double?

  private static let barWidth = 120.0

  /// How many characters stand beside one another in its rows where nothing but the names of the rows is broken.
  func width(_ options: OutputOptions) -> Int {
    let shown = table.columns.indices.filter { !hidden.contains($0) }
    let widths = shown.enumerated().map { place, column -> Int in
      let label = table.columns[column].label[options.language]
      let words = label.split(separator: " ").map(\.count)
      let cells = table.rows.map { Self.text($0.cells[column], table.columns[column].kind, options).count }
      return max(words.max() ?? 0, place == 0 ? min(cells.max() ?? 0, 18) : cells.max() ?? 0)
    }
    return widths.reduce(0, +) + 3 * shown.count + (bars == nil ? 0 : 16)
  }

  /// The table in a language.
  func markup(caption: String, _ options: OutputOptions) -> Markup {
    let shown = table.columns.indices.filter { !hidden.contains($0) }
    let language = options.language
    let most =
      full ?? bars.map { column in table.rows.compactMap { Self.number($0.cells[column].value) }.max() ?? 0 } ?? 0
    let heads = shown.map { column in
      // A figure and its bar stand below one heading.
      Markup.element(
        "th", ["scope": "col", "class": style(column), "colspan": column == bars ? "2" : nil],
        text: table.columns[column].label[language])
    }
    let rows = table.rows.map { row in
      let cells = shown.enumerated().flatMap { place, column -> [Markup] in
        let text = Self.text(row.cells[column], table.columns[column].kind, options)
        let style = style(column) ?? (isWhole(text, column) ? "whole" : nil)
        return [
          place == 0
            ? .element("th", ["scope": "row", "class": style], text: text)
            : .element("td", ["class": style], text: text)
        ] + (column == bars ? [bar(row.cells[column].value, most)] : [])
      }
      return Markup.element("tr", [:], cells)
    }
    return .element(
      "div", ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"],
      [
        .element(
          "table", [:],
          [
            .element("caption", text: caption), .element("thead", [:], [.element("tr", [:], heads)]),
            .element("tbody", [:], rows),
          ])
      ])
  }

  /// Whether a text is read as one: a day, a moment, an id or a number of a register.
  private func isWhole(_ text: String, _ column: Int) -> Bool {
    switch table.columns[column].kind {
    case .date, .dateTime, .due: true
    case .code: text.count <= 24
    case .text, .number: false
    }
  }

  private func style(_ column: Int) -> String? { table.columns[column].alignment == .right ? "figure" : nil }

  /// The number is in the row already: a bar is for the eye alone.
  private func bar(_ value: Value, _ most: Double) -> Markup {
    let length = Self.barWidth * max(0, min(1, (Self.number(value) ?? 0) / max(most, 1e-9)))
    return .element(
      "td", ["class": "bar", "aria-hidden": "true"],
      [
        .element(
          "svg", ["class": "bar", "viewBox": "0 0 \(Decimal.text(Self.barWidth)) 12", "preserveAspectRatio": "none"],
          [
            .element("rect", ["class": "track", "width": Decimal.text(Self.barWidth), "height": "12", "rx": "2"]),
            .element("rect", ["class": "fill", "width": Decimal.text(length), "height": "12", "rx": "2"]),
          ])
      ])
  }

  /// A value as a number; nil where it is none.
  static func number(_ value: Value) -> Double? { if case .number(let text) = value { Double(text) } else { nil } }

  /// A cell as people read it; a dash for nothing.
  static func text(_ cell: Table.Cell, _ kind: Table.Kind, _ options: OutputOptions) -> String {
    if cell.value == .null, cell.display == nil { return "–" }
    return written(cell, kind, options) ?? cell.text(kind, options)
  }

  /// Days and moments as they are written on paper; nil for anything else.
  private static func written(_ cell: Table.Cell, _ kind: Table.Kind, _ options: OutputOptions) -> String? {
    guard cell.display == nil, let text = cell.value.string else { return nil }
    switch kind {
    case .date: return CalendarDate(text).map { Moment.day($0, options.language) }
    case .dateTime:
      let local = Timestamp(text)?.at(offset: options.zone)
      return local.map { "\(Moment.day($0.date, options.language)) \(Moment.clock($0))" }
    case .due, .text, .number, .code: return nil
    }
  }
}
