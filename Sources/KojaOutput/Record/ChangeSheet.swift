internal import KojaModel

/// What is different about one record.
package struct ChangeSheet: Sendable {
  /// What happened, in a line.
  package var title: String
  /// The fields that differ.
  package var changes: [LogEntry.Change]

  /// What is different.
  package init(title: String, changes: [LogEntry.Change]) {
    self.title = title
    self.changes = changes
  }

  /// The differences as text: a title, a line for every field, an empty line between records.
  package static func render(_ sheets: [ChangeSheet], _ options: OutputOptions) -> String {
    let room = options.width.map { max(20, $0) } ?? .max
    return sheets.map { sheet in
      let title = Cells.wrapped(sheet.title, to: room).map { Paint.bold($0, options) + "\n" }.joined()
      return title + sheet.changes.map { $0.lines(indent: 2, options).map { $0 + "\n" }.joined() }.joined()
    }.joined(separator: "\n")
  }
}
