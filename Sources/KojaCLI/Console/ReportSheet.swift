internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// A report for people and machines: title, table, bars, and the foot by which it can be made again.
struct ReportSheet {
  private let report: Report
  private let arguments: ReportArguments
  private let now: Timestamp
  private let language: Language
  private let people: PersonNames?

  /// A report; people are named in clear or not at all, for its rows do not tell which records name nobody.
  init(
    _ report: Report, _ arguments: ReportArguments, now: Timestamp, language: Language, people: PersonNames? = nil
  ) {
    (self.report, self.arguments, self.now, self.language) = (report, arguments, now, language)
    self.people = people.flatMap { $0.isClear ? $0 : nil }
  }

  /// The title and what was asked for.
  func head(_ options: OutputOptions) -> String {
    let told = arguments.told.map { "\($0.label[language]): \($0.value[language])" }
    return heading(report.definition.title[language], options) + "\n"
      + (told.isEmpty ? "" : safe(told.joined(separator: " · ")) + "\n") + "\n"
  }

  /// What the figures mean, and from what they were made.
  func foot(_ options: OutputOptions, isDirty: Bool) -> String {
    let definition = report.definition
    let notes = [definition.note, definition.hint].compactMap { $0 }.map {
      Cells.wrapped($0[language], to: options.width ?? 80).joined(separator: "\n") + "\n"
    }
    return "\n" + notes.joined() + safe(source(isDirty: isDirty)[language]) + "\n"
  }

  /// From what the figures were made.
  private func source(isDirty: Bool) -> Phrase {
    let definition = report.definition
    // Without its seconds a length of time could not be made again.
    let length = now.seconds % 60 == 0 ? 16 : 19
    let moment = String(now.description.prefix(length).map { $0 == "T" ? " " : $0 })
    let commit =
      report.commit.map { Phrase(String($0.prefix(8))) }
      ?? (report.hasUnreadableHistory
        ? Phrase(id: "tidak diketahui (lihat `koja status`)", en: "unknown (see `koja status`)") : Phrase("-"))
    let edits =
      isDirty ? Phrase(id: " dan suntingan yang belum dicatat", en: " and edits that are not committed") : Phrase("")
    let reader =
      report.audience == .public
      ? Phrase(id: ", untuk umum", en: ", for the public") : Phrase("")
    return Phrase(
      id:
        "Per \(moment), perubahan \(commit.id)\(edits.id), laporan \(definition.name)@\(report.version.prefix(8))\(reader.id)",
      en:
        "As of \(moment), commit \(commit.en)\(edits.en), report \(definition.name)@\(report.version.prefix(8))\(reader.en)"
    )
  }

  /// A table of the report as a page of its own.
  func page(_ table: Table, isOfRecords: Bool, of store: Phrase) -> WebPage {
    let definition = report.definition
    func told(_ language: Language) -> String {
      arguments.told.map { "\($0.label[language]): \($0.value[language])" }.joined(separator: " · ")
    }
    let bars = isOfRecords ? nil : definition.bars.flatMap(table.position)
    return WebPage(
      title: definition.title, lead: arguments.told.isEmpty ? nil : Phrase(id: told(.id), en: told(.en)),
      audience: Phrase(id: "Untuk \(report.audience.label.id)", en: "For \(report.audience.label.en)"),
      now: now,
      source: source(isDirty: report.isDirty),
      sections: [
        WebPage.Section(
          name: definition.name, title: store, caption: definition.title, note: definition.note, table: table,
          drawing: bars.map { .bars($0, full: full) } ?? .table)
      ], files: [], addresses: [:])
  }

  /// The rows of the report as people see them: without what only other programs need, and on a screen with bars as long as
  /// the width allows.
  func tableForPeople(drawsBars: Bool, _ options: OutputOptions) throws(Failure) -> Table {
    let names = report.definition.columns.filter(\.isForPeople).map(\.name)
    let table = try table().choosing(names, rows: nil)
    return drawsBars ? barred(table, options) : table
  }

  /// The rows of the report.
  func table() throws(Failure) -> Table {
    let columns = report.definition.columns
    return Table(
      columns: columns.map { Table.Column($0.name, $0.label, Self.kind($0.kind)) },
      rows: try report.rows().map { row in Table.Row(zip(columns, row).map(cell)) }
    ).tellingApart()
  }

  /// A table with a bar in each row, where the report has them.
  private func barred(_ table: Table, _ options: OutputOptions) -> Table {
    guard let position = report.definition.bars.flatMap(table.position) else { return table }
    var wide = options
    wide.width = nil
    let used = OutputFormat.table.render(table, wide).split(separator: "\n").map { Cells.width($0) }.max() ?? 0
    let room = min(20, (options.width ?? 100) - used - 2)
    guard room >= 6 else { return table }
    let values = table.rows.map { Double($0.cells[position].value.number ?? "") ?? 0 }
    let most = max(full ?? values.max() ?? 0, 1e-9)
    var table = table
    // Behind its figure, so that it is not taken for that of another column.
    table.columns.insert(Table.Column("bar", Phrase("")), at: position + 1)
    for (index, value) in values.enumerated() {
      table.rows[index].cells.insert(Table.Cell(.string(Self.bar(value / most, room))), at: position + 1)
    }
    return table
  }

  /// Where a bar of a percentage ends; nil for the largest figure.
  private var full: Double? {
    let drawn = report.definition.bars
    let column = report.definition.columns.first { column in drawn.map { column.name.sameBytes(as: $0) } ?? false }
    return column?.kind == .percent ? 100 : nil
  }

  /// The records behind the report. Columns that it does not name itself are called as their view or their field is; people
  /// see no collection where all records are of one.
  func recordsTable(forPeople: Bool) throws(Failure) -> Table {
    let (columns, rows) = try report.records()
    let (collection, id) = (columns.firstIndex(of: "collection"), columns.firstIndex(of: "id"))
    let collections = Set(rows.map { row in Key(collection.flatMap { row[$0].string } ?? "") })
    let described = columns.map { column(of: $0, in: collections.count == 1 ? collections.first?.string : nil) }
    let table = Table(
      columns: described.map { Table.Column($0.name, $0.label, Self.kind($0.kind)) },
      rows: rows.map { row in
        Table.Row(
          zip(described, row).map { column, value in
            let own = collection.flatMap { row[$0].string }.map { "\($0).\(column.name)" }
            let label = value.string.flatMap { text in
              ViewColumn.named(column.name)?.codes[text] ?? figure(text, column)
                ?? own.flatMap { report.label(of: text, in: $0) }
            }
            return label.map { Table.Cell(value, display: $0) } ?? cell(column, value)
          }, id: id.flatMap { row[$0].string })
      })
    return forPeople && collections.count == 1
      ? table.choosing(columns.filter { $0 != "collection" }, rows: nil) : table
  }

  /// What a figure of the report is called.
  private func figure(_ name: String, _ column: ReportDefinition.Column) -> Phrase? {
    guard column.name == ViewColumn.figure else { return nil }
    return report.definition.columns.first { $0.name.sameBytes(as: name) }?.label
  }

  /// A column by the name that the question gives it.
  private func column(of name: String, in collection: String?) -> ReportDefinition.Column {
    if let known = report.definition.columns.first(where: { $0.name.sameBytes(as: name) }) { return known }
    let view = ViewColumn.named(name)
    let label = view?.label ?? collection.flatMap { report.label(ofField: name, in: $0) } ?? Phrase(name)
    return ReportDefinition.Column(name, label: label, kind: view?.kind ?? .code)
  }

  private func cell(_ column: ReportDefinition.Column, _ value: Value) -> Table.Cell {
    if let label = value.string.flatMap({ column.labels[$0] }) { return Table.Cell(value, display: label) }
    if let text = value.string, let field = column.field, let label = report.label(of: text, in: field) {
      return Table.Cell(value, display: label)
    }
    if let text = value.string, let target = column.collection, let title = title(of: text, in: target) {
      return Table.Cell(
        value,
        display: column.kind == .code
          ? Phrase(id: "\(text) (\(title.short.id))", en: "\(text) (\(title.short.en))") : title.short)
    }
    if column.kind == .collection, let label = value.string.flatMap({ report.label(ofCollection: $0) }) {
      return Table.Cell(value, display: label)
    }
    if value == .null, column.kind == .text { return Table.Cell(value, display: Phrase("–")) }
    guard let number = value.number else { return Table.Cell(value) }
    switch column.kind {
    case .percent: return Table.Cell(value, display: Self.spoken(number, digits: 1).appending(" %"))
    case .number: return Table.Cell(value, display: Self.spoken(number, digits: 1))
    case .degrees: return Table.Cell(value, display: Self.spoken(number, digits: 4))
    case .money: return Table.Cell(value, display: Phrase("Rp ").appending(Self.spoken(number, digits: 0)))
    case .duration: return Table.Cell(value, display: Double(number).map { Relative.duration(seconds: Int($0)) })
    case .moment:
      guard let seconds = Double(number) else { return Table.Cell(value) }
      return Table.Cell(.string(Timestamp(seconds: Int(seconds), offset: now.offset).description))
    case .flag:
      return Table.Cell(value, display: number == "0" ? Phrase(id: "tidak", en: "no") : Phrase(id: "ya", en: "yes"))
    case .text, .code, .date, .collection: return Table.Cell(value)
    }
  }

  private func title(of id: String, in target: String) -> Phrase? {
    target.contains("/") ? people?.name(of: id, in: target).map { Phrase($0) } : report.title(of: id, in: target)
  }

  private static func kind(_ kind: ReportDefinition.Column.Kind) -> Table.Kind {
    switch kind {
    case .text: .text
    case .code, .collection, .flag: .code
    case .number, .percent, .money, .degrees, .duration: .number
    case .date: .date
    case .moment: .dateTime
    }
  }

  /// A number with so many digits behind its mark, none where it is whole, in the marks of each language.
  private static func spoken(_ number: String, digits: Int) -> Phrase {
    guard let value = Double(number) else { return Phrase(number) }
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (value * scale).rounded() / scale
    let text = rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    return Phrase(id: Digits.grouped(text, .id), en: Digits.grouped(text, .en))
  }

  /// A bar of at most so many cells, in eighths.
  private static func bar(_ share: Double, _ room: Int) -> String {
    let eighths = Int((max(0, min(1, share)) * Double(room * 8)).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}

extension Phrase {
  fileprivate func appending(_ other: Phrase) -> Phrase { Phrase(id: id + other.id, en: en + other.en) }
  fileprivate func appending(_ text: String) -> Phrase { Phrase(id: id + text, en: en + text) }
}

extension Value {
  /// The spelling of a number.
  fileprivate var number: String? { if case .number(let text) = self { text } else { nil } }
}
