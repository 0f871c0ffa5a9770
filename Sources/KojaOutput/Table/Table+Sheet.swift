package import KojaModel

extension Table {
  /// One row for a person to read, a line for each cell that says something.
  ///
  /// - Parameter known: A text that need not be said again, such as the id that was just printed.
  package func sheet(_ row: Row, besides known: String? = nil, title: Phrase? = nil, _ options: OutputOptions) -> Sheet
  {
    Sheet([Sheet.Group(lines(row, besides: known, options), title: title)])
  }

  /// All rows for a person to read, one below the other.
  func sheet(_ options: OutputOptions) -> Sheet {
    Sheet(rows.map { Sheet.Group(lines($0, besides: nil, options)) })
  }

  private func lines(_ row: Row, besides known: String?, _ options: OutputOptions) -> [Sheet.Line] {
    pairs(row).compactMap { column, cell -> Sheet.Line? in
      let text = cell.text(column.kind, options)
      guard !text.isEmpty, cell.value != .null, known.map({ !text.sameBytes(as: $0) }) ?? true else { return nil }
      return Sheet.Line(column.label, text)
    }
  }
}

extension Table {
  /// The same without the columns that say what is known already in every row.
  package func besides(_ known: String) -> Table {
    let told = columns.indices.filter { index in
      !rows.allSatisfy { row in
        row.cells.indices.contains(index) && (row.cells[index].value.string?.sameBytes(as: known) ?? false)
      }
    }
    var table = self
    table.columns = told.map { columns[$0] }
    table.rows = rows.map { row in
      Row(told.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }, id: row.id, path: row.path)
    }
    return table
  }
}
