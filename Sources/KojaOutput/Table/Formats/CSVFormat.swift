internal import KojaModel

/// RFC 4180 with a heading of keys; or for the office's spreadsheet, `design.md` section 6: semicolons, a byte order
/// mark, decimal commas, moments in the local zone, and codes and whatever looks like a number as `="00123"`, which keeps
/// its zeros.
struct CSVFormat: TableFormat {
  func render(_ table: Table, _ options: OutputOptions) -> String {
    let rows =
      [table.columns.map { SpreadsheetText.neutralised($0.key) }]
      + table.rows.map { table.pairs($0).map { text($0.cell.value, $0.column.kind, options) } }
    return DelimitedLines.text(rows, separator: options.isExcel ? ";" : ",", hasMark: options.isExcel)
  }

  private func text(_ value: Value, _ kind: Table.Kind, _ options: OutputOptions) -> String {
    guard case .string(let text) = value else {
      guard case .number = value, options.isExcel else { return value.plain }
      return String(value.plain.map { $0 == "." ? "," : $0 })
    }
    guard options.isExcel else { return SpreadsheetText.neutralised(text) }
    switch kind {
    case .dateTime, .due:
      if let moment = Timestamp(text) { return Moment.typed(moment, options) }
    case .code:
      if let literal = SpreadsheetText.literal(text) { return literal }
    case .text where SpreadsheetText.looksLikeNumber(text):
      if let literal = SpreadsheetText.literal(text) { return literal }
    case .text, .number, .date: break
    }
    return SpreadsheetText.neutralised(text)
  }
}
