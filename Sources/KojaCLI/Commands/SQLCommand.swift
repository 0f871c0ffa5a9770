internal import ArgumentParser
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja sql`: a question in SQL over the documented views; it can only read.
struct SQLCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "sql", abstract: told(id: "Tanya dengan SQL, hanya membaca.", en: "Ask in SQL, reading only."),
      discussion: told(
        id:
          "Tampilannya dijelaskan di Docs/sql.md.\nContoh: koja sql \"SELECT unit, count(*) AS n FROM complaints GROUP BY unit\"",
        en:
          "Docs/sql.md describes the views.\nExample: koja sql \"SELECT unit, count(*) AS n FROM complaints GROUP BY unit\""
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Satu SELECT; - membacanya dari masukan baku.", en: "One SELECT; - reads it from standard input."),
      valueName: "QUERY"))
  var query: String

  @Option(help: ArgumentHelp(told(id: "Paling lama sekian detik.", en: "At most so many seconds."), valueName: "S"))
  var timeout = 30

  @OptionGroup var form: TableOptions

  @OptionGroup var privacy: PrivacyOptions
  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    try Amount.require(timeout, atLeast: 1, of: "--timeout")
    let format = try form.format()
    try desk.refuseUnasked(privacy)
    let desk = try desk.asOf(reading.asOf)
    let now = try desk.readingTime(try desk.store())
    let indexed = try desk.answering(reading.freshness())
    let text = query == "-" ? String(decoding: try InputFile.bytes("-"), as: UTF8.self) : query
    let answer: SQLAnswer
    do throws(SQLFault) {
      answer = try indexed.ask(
        SQLQuestion(
          text,
          parameters: [
            "now": .integer(now.seconds), "today": .string(now.date.description), "offset": .integer(now.offset * 60),
          ], now: now, patience: Double(timeout)))
    } catch {
      throw Failure(error, in: text)
    }
    let numbers = answer.columns.indices.map { column in
      answer.rows.contains { if case .number = $0[column] { true } else { false } }
        && answer.rows.allSatisfy { row in
          switch row[column] {
          case .number, .null: true
          default: false
          }
        }
    }
    try format.refuseTwins(
      answer.columns,
      hint: Phrase(id: "beri salah satunya nama lain dengan `AS`", en: "give one of them another name by `AS`"))
    let (id, path) = (answer.columns.firstIndex(of: "id"), answer.columns.firstIndex(of: "path"))
    let table = Table(
      columns: zip(answer.columns, numbers).map { Table.Column($0, Phrase($0), $1 ? .number : .text) },
      rows: answer.rows.map { row in
        Table.Row(row.map { Table.Cell($0) }, id: id.flatMap { row[$0].string }, path: path.flatMap { row[$0].string })
      })
    desk.console.show(table, format, desk.console.options(now: now, isExcel: form.excel))
  }
}

extension Failure {
  /// A fault of a question that a person typed, with the place in it.
  init(_ fault: SQLFault, in text: String) {
    if let failure = fault.failure {
      self = failure.failure
      return
    }
    guard let offset = fault.offset, offset <= text.utf8.count else {
      self.init(.usage, fault.message, hint: fault.hint)
      return
    }
    let before = String(decoding: Array(text.utf8.prefix(offset)), as: UTF8.self)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let (line, column) = (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1)
    self.init(
      .usage,
      Phrase(
        id: "\(fault.message.id) (baris \(line), karakter ke-\(column))",
        en: "\(fault.message.en) (line \(line), character \(column))"), hint: fault.hint)
  }
}
