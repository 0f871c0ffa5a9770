internal import ArgumentParser
internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja blame`: who set each field of a record last.
struct BlameCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "blame",
      abstract: told(
        id: "Siapa yang terakhir mengisi tiap kolom.", en: "Who set each field of a record last."),
      discussion: told(
        id: "Contoh: koja blame SKS-2603-7K3FQ2X", en: "Example: koja blame SKS-2603-7K3FQ2X"))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let record = try desk.record(id)
    let lines = try desk.trail().blame(record)
    let words = ChangeWords(store: store, language: desk.console.language, longest: nil)
    let table = Table(
      columns: [
        Table.Column("field", Phrase(id: "Kolom", en: "Field"), .code),
        Table.Column("value", Phrase(id: "Isi", en: "Value")),
        Table.Column("author", Phrase(id: "Oleh", en: "By")),
        Table.Column("at", Phrase(id: "Pada", en: "On"), .code),
        Table.Column("action", Phrase(id: "Tindakan", en: "Action")),
        Table.Column("commit", Phrase(id: "Versi", en: "Commit"), .code),
      ],
      rows: lines.map { Self.row($0, record, words, store) })
    desk.console.show(table, format, desk.console.options(now: try desk.readingTime(store)))
  }

  private static func row(
    _ line: BlameLine, _ record: (collection: KojaStore.Collection, id: String, path: String), _ words: ChangeWords,
    _ store: Store
  ) -> Table.Row {
    let isStatus = line.field.sameBytes(as: "status")
    let label = record.collection.field(line.field)?.title ?? Phrase(line.field)
    let text =
      line.value.map { value in
        isStatus ? words.state(value.string, record.collection) : words.words(value, line.field, record.collection)
      } ?? Phrase(id: "(disembunyikan)", en: "(hidden)")[words.language]
    let author = line.entry.map { Table.Cell(.string($0.author.name)) } ?? Self.nobody(line)
    let at = line.entry.map { entry in
      Table.Cell(.string(entry.at.description), display: Phrase("\(entry.at.at(offset: store.settings.offset).date)"))
    }
    let action = line.entry.map { entry in
      Table.Cell(.optional(entry.event.action), display: entry.summary.verb)
    }
    let commit = line.entry.map { Table.Cell(.string($0.commit), display: Phrase(String($0.commit.prefix(8)))) }
    let none = Table.Cell(.null)
    return Table.Row(
      [
        Table.Cell(.string(line.field), display: label.short),
        Table.Cell(line.value ?? .null, display: Phrase(text ?? "-")), author, at ?? none, action ?? none,
        commit ?? none,
      ], id: record.id, path: record.path)
  }

  private static func nobody(_ line: BlameLine) -> Table.Cell {
    Table.Cell(
      .null,
      display: line.isUncommitted
        ? Phrase(id: "belum dicatat", en: "not committed") : Phrase(id: "tidak diketahui", en: "unknown"))
  }
}
