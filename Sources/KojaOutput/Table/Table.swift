package import KojaModel

/// Rows of an answer, for people and for machines at once.
package struct Table: Sendable {
  /// What a column holds, and so how people see it and whether it may be cut short.
  package enum Kind: Sendable {
    /// Words; the first to be cut where the screen is narrow.
    case text
    /// A number, at the right, with the language's marks.
    case number
    /// A day, `YYYY-MM-DD`.
    case date
    /// A moment with its zone, RFC 3339; people see it in their own zone, to the minute.
    case dateTime
    /// The same of something that must be done by then; on a screen people see how far it is.
    case due
    /// An id, a state, a reference: text that a spreadsheet must not touch.
    case code
  }

  /// What a row or a cell is about, shown by colour alone.
  package enum Emphasis: Sendable {
    case open, waiting, closed, overdue
  }

  /// A column.
  package struct Column: Sendable {
    /// The name for machines.
    package var key: String
    /// The heading for people.
    package var label: Phrase
    /// What it holds.
    package var kind: Kind
    /// Where its cells stand.
    package var alignment: Cells.Alignment

    /// A column; numbers stand at the right unless said otherwise.
    package init(_ key: String, _ label: Phrase, _ kind: Kind = .text, alignment: Cells.Alignment? = nil) {
      self.key = key
      self.label = label
      self.kind = kind
      self.alignment = alignment ?? (kind == .number ? .right : .left)
    }
  }

  /// A value and how people see it.
  package struct Cell: Sendable {
    /// The value for machines.
    package var value: Value
    /// What people see instead: the label of a code, the name beside it; nil for the value itself.
    package var display: Phrase?
    /// How it stands out.
    package var emphasis: Emphasis?

    /// A value and how people see it.
    package init(_ value: Value, display: Phrase? = nil, emphasis: Emphasis? = nil) {
      self.value = value
      self.display = display
      self.emphasis = emphasis
    }
  }

  /// A row; a cell for every column, in their order. Missing cells are empty.
  package struct Row: Sendable {
    /// The cells.
    package var cells: [Cell]
    /// The id of the record that it is about.
    package var id: String?
    /// The path of its file, relative to the store.
    package var path: String?

    /// A row.
    package init(_ cells: [Cell], id: String? = nil, path: String? = nil) {
      self.cells = cells
      self.id = id
      self.path = path
    }
  }

  /// The columns.
  package var columns: [Column]
  /// The rows.
  package var rows: [Row]

  /// Rows of an answer.
  package init(columns: [Column], rows: [Row]) {
    self.columns = columns
    self.rows = rows
  }

  /// The position of a column by its name for machines; nil where there is none.
  package func position(of key: String) -> Int? { columns.firstIndex { $0.key.sameBytes(as: key) } }

  /// The table with some of its columns, in the order of their names, nil for all, and at most so many rows.
  package func choosing(_ names: [String]?, rows most: Int?) -> Table {
    let positions = names.map { $0.compactMap(position) } ?? Array(columns.indices)
    let kept = most.map { rows.prefix($0) } ?? rows[...]
    return Table(
      columns: positions.map { columns[$0] },
      rows: kept.map { row in Row(positions.map { row.cells[$0] }, id: row.id, path: row.path) })
  }

  /// The table in which codes of one column that people would see alike, such as two officers of one name, are followed by
  /// themselves.
  package func tellingApart() -> Table {
    var table = self
    for index in columns.indices {
      func shown(_ row: Row) -> (code: String, text: Phrase)? {
        guard row.cells.indices.contains(index), let code = row.cells[index].value.string else { return nil }
        return row.cells[index].display.map { (code, $0) }
      }
      var codes: [Key: Set<Key>] = [:]
      for case let cell? in rows.map(shown) { codes[Key(cell.text.en), default: []].insert(Key(cell.code)) }
      for (position, row) in rows.enumerated() {
        guard let (code, text) = shown(row), codes[Key(text.en)]?.count ?? 0 > 1 else { continue }
        table.rows[position].cells[index].display = Phrase(id: "\(text.id) (\(code))", en: "\(text.en) (\(code))")
      }
    }
    return table
  }

  /// What to tell a person, beside the output, about an answer without rows; nil when there are rows.
  package var emptyNote: Phrase? {
    rows.isEmpty ? Phrase(id: "Tidak ada yang cocok.", en: "Nothing matches.") : nil
  }

  /// The columns with a row's cells.
  func pairs(_ row: Row) -> [(column: Column, cell: Cell)] {
    columns.enumerated().map { index, column in
      (column, row.cells.indices.contains(index) ? row.cells[index] : Cell(.null))
    }
  }

  /// A row as an object with the keys of the columns.
  func object(_ row: Row) -> Value {
    .object(pairs(row).map { .init($0.column.key, $0.cell.value) })
  }
}
