internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How `log` prints history.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, jsonl
}

/// `koja log`: who did what to a record, when, and which fields changed.
struct LogCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log", abstract: told(id: "Riwayat sebuah catatan.", en: "The history of a record."),
      discussion: told(id: "Contoh: koja log SKS-2603-7K3FQ2X", en: "Example: koja log SKS-2603-7K3FQ2X"))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(told(id: "Paling banyak N perubahan.", en: "At most N changes."), valueName: "N"))
  var limit: Int?

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: LogFormat = .text

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    try Amount.require(limit, atLeast: 1, of: "--limit")
    let store = try desk.store()
    let record = try (try? desk.record(id)) ?? store.recordEvenIfGone(id)
    let history = try store.history(of: record, limit: limit)
    guard !history.isEmpty else {
      throw Failure(
        .findings, Phrase(id: "`\(record.id)` belum pernah dicatat", en: "`\(record.id)` was never committed"),
        hint: Phrase(id: "`koja commit` mencatatnya", en: "`koja commit` commits it"))
    }
    let pages = HistoryPages(store: store, language: desk.console.language)
    switch format {
    case .text: desk.console.write(pages.text(history, desk.console.options(now: try desk.readingTime(store))))
    case .json: desk.console.write(Value.array(history.map { pages.value($0) }).json(indented: true) + "\n")
    case .jsonl: desk.console.write(history.map { pages.value($0).json() + "\n" }.joined())
    }
  }
}
