internal import KojaModel

/// One JSON array of objects, indented.
struct JSONFormat: TableFormat {
  func render(_ table: Table, _ options: OutputOptions) -> String {
    Value.array(table.rows.map(table.object)).json(indented: true) + "\n"
  }
}
