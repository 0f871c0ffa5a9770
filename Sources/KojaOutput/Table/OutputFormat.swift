/// A way of writing a table, `design.md` section 6. A new one is a file in `Formats` and its two lines here.
package enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, jsonl, csv, tsv, yaml, ids, paths

  private var format: any TableFormat {
    switch self {
    case .table: AlignedFormat()
    case .json: JSONFormat()
    case .jsonl: JSONLinesFormat()
    case .csv: CSVFormat()
    case .tsv: TSVFormat()
    case .yaml: YAMLFormat()
    case .ids: ListFormat { $0.id }
    case .paths: ListFormat { $0.path }
    }
  }

  /// Whether its rows are objects, whose values go by the names of their columns.
  package var namesValues: Bool { [.json, .jsonl, .yaml].contains(self) }

  /// Whether it is written for people: then ``Table/emptyNote`` belongs beside it.
  package var isForPeople: Bool { self == .table }

  /// The whole text, ending in a line break unless it is empty. On a terminal no format sends control characters.
  package func render(_ table: Table, _ options: OutputOptions) -> String {
    let text = format.render(table, options)
    return options.isTerminal && !isForPeople ? safeLines(text) : text
  }
}

/// One way of writing a table.
protocol TableFormat {
  /// The whole text.
  func render(_ table: Table, _ options: OutputOptions) -> String
}
