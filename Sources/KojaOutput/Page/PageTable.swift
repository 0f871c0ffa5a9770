internal import KojaModel

/// A table of a page: a caption for those who hear it, headings of columns and of rows.
struct PageTable {
  let table: Table
  /// Columns that are not shown.
  var hidden: Set<Int> = []
  /// The column that is drawn as bars.
  var bars: Int?

  private static let barWidth = 120.0

  /// How many characters stand beside one another in its rows where nothing but the names of the rows is broken.
  func width(_ options: OutputOptions) -> Int {
    let shown = table.columns.indices.filter { !hidden.contains($0) }
    let widths = shown.enumerated().map { place, column -> Int in
      let label = table.columns[column].label[options.language]
      // What stands on the right is not broken, its heading neither.
      let words = style(column) == nil ? label.split(separator: " ").map(\.count) : [label.count]
      let cells = table.rows.map { Self.text($0.cells[column], table.columns[column].kind, options).count }
      return max(words.max() ?? 0, place == 0 ? min(cells.max() ?? 0, 18) : cells.max() ?? 0)
    }
    return widths.reduce(0, +) + 3 * shown.count + (bars == nil ? 0 : 16)
  }

  /// The table in a language.
  func markup(caption: String, _ options: OutputOptions) -> Markup {
    let shown = table.columns.indices.filter { !hidden.contains($0) }
    let language = options.language
    let most = bars.map { column in table.rows.compactMap { Self.number($0.cells[column].value) }.max() ?? 0 } ?? 0
    let heads =
      shown.map { column in
        Markup.element("th", ["scope": "col", "class": style(column)], text: table.columns[column].label[language])
      } + (bars == nil ? [] : [Markup.element("td", ["class": "bar", "aria-hidden": "true"])])
    let rows = table.rows.map { row in
      let cells = shown.enumerated().map { place, column -> Markup in
        let text = Self.text(row.cells[column], table.columns[column].kind, options)
        return place == 0
          ? .element("th", ["scope": "row", "class": style(column)], text: text)
          : .element("td", ["class": style(column)], text: text)
      }
      return Markup.element("tr", [:], cells + (bars.map { [bar(row.cells[$0].value, most)] } ?? []))
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
    cell.value == .null && cell.display == nil ? "–" : cell.text(kind, options)
  }
}
