internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// An answer as a table for people and machines.
struct AnswerTable {
  let table: Table

  /// The rows of a list.
  init(_ answer: Answer, language: Language) {
    table = Table(
      columns: answer.columns.map { Self.column($0) },
      rows: answer.rows.map { row in
        Table.Row(
          answer.columns.indices.map { Self.cell(answer.columns[$0], row.values[$0], answer, row.people[$0]) },
          id: row.id, path: row.path)
      })
  }

  /// The rows of a count.
  init(counts answer: Answer, language: Language) {
    table = Table(
      columns: answer.columns.map { Self.column($0) } + [
        Table.Column("count", Phrase(id: "Jumlah", en: "Count"), .number)
      ],
      rows: answer.rows.map { row in
        Table.Row(
          zip(answer.columns, row.values).map { Self.cell($0, $1, answer) }
            + (row.values.last.map { [Table.Cell($0)] } ?? []))
      })
  }

  private static func emphasis(_ family: Workflow.Family) -> Table.Emphasis {
    switch family {
    case .open: .open
    case .waiting: .waiting
    case .closed: .closed
    }
  }

  private static func column(_ field: KojaIndex.Field) -> Table.Column {
    let kind: Table.Kind =
      switch field.type.item {
      case .integer, .number: .number
      case .date: .date
      case .dateTime: field.isDue ? .due : .dateTime
      case .text: .text
      default: .code
      }
    return Table.Column(field.name, field.label, kind)
  }

  private static func cell(_ field: KojaIndex.Field, _ value: Value, _ answer: Answer, _ person: String? = nil)
    -> Table.Cell
  {
    guard let text = value.string else { return Table.Cell(value) }
    if let person { return Table.Cell(value, display: Phrase(person)) }
    if let state = answer.collection.workflow?.state(text), field.name == "status" {
      return Table.Cell(value, display: state.label, emphasis: emphasis(state.family))
    }
    if let label = field.values.first(where: { $0.name.sameBytes(as: text) })?.label {
      return Table.Cell(value, display: label)
    }
    if case .reference(let target) = field.type, let name = answer.names[Key("\(target)/\(text)")] {
      return Table.Cell(value, display: Phrase(id: "\(text) (\(name.short.id))", en: "\(text) (\(name.short.en))"))
    }
    return Table.Cell(value)
  }
}
