/// One thing a line, for other commands to read; rows without it are left out.
struct ListFormat: TableFormat {
  /// The thing.
  let element: @Sendable (Table.Row) -> String?

  func render(_ table: Table, _ options: OutputOptions) -> String {
    table.rows.compactMap(element).map { $0 + "\n" }.joined()
  }
}
