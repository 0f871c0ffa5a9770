internal import KojaModel

/// Values between tabs with a heading of keys; tab, line break and backslash inside a value are `\t`, `\n`, `\r`, `\\`.
struct TSVFormat: TableFormat {
  func render(_ table: Table, _ options: OutputOptions) -> String {
    let rows = [table.columns.map(\.key)] + table.rows.map { table.pairs($0).map(\.cell.value.plain) }
    return rows.map { $0.map(escaped).joined(separator: "\t") + "\n" }.joined()
  }

  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "\\": out += "\\\\"
      case "\t": out += "\\t"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      default: out.unicodeScalars.append(scalar)
      }
    }
  }
}
