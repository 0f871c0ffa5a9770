internal import KojaModel

/// One JSON object a line.
struct JSONLinesFormat: TableFormat {
  func render(_ table: Table, _ options: OutputOptions) -> String {
    table.rows.map { table.object($0).json() + "\n" }.joined()
  }
}
