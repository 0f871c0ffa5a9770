internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

extension OutputFormat: ExpressibleByArgument {}

/// `koja list`: records that pass a filter.
struct ListCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: told(id: "Daftar catatan menurut saringan.", en: "List records by a filter."),
      discussion: told(
        id:
          "Contoh:\n  koja list complaints status:assigned unit:perkim sort:-received_at\n  koja list complaints overdue:resolve --columns id,unit,due.resolve",
        en:
          "Examples:\n  koja list complaints status:assigned unit:perkim sort:-received_at\n  koja list complaints overdue:resolve --columns id,unit,due.resolve"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      told(
        id: "Saringan: kolom:isi, kolom:a..b, not, or, kata.", en: "Filter: field:value, field:a..b, not, or, words."),
      valueName: "FILTER"))
  var filter: [String] = []

  @Option(
    help: ArgumentHelp(
      told(
        id: "Tampilan tersimpan dari `views.yaml`; saringan lain ditambahkan.",
        en: "A saved view of `views.yaml`; other filters are added."), valueName: "NAME"))
  var view: String?

  @Option(help: ArgumentHelp(told(id: "Kolom, dipisah koma.", en: "Columns, separated by commas."), valueName: "C"))
  var columns: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(told(id: "Paling banyak N baris.", en: "At most N rows."), valueName: "N"))
  var limit: Int?

  @OptionGroup var form: TableOptions

  @OptionGroup var privacy: PrivacyOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    try FilterArguments.refuseOptions(
      filter, known: ["columns", "view", "limit"] + TableOptions.names + AskingOptions.names + PrivacyOptions.names)
    try Amount.require(limit, atLeast: 1, of: "--limit")
    let format = try form.format()
    let (desk, store, now) = try present.asked(asking.reading)
    let collection = try desk.collection(collection)
    let saved = try view.map { try store.view($0, of: collection) }
    let question = Question(
      collection: collection, filter: SavedView.joined(saved?.filter ?? [], filter),
      columns: try FilterArguments.names(columns, of: "--columns") ?? saved?.columns,
      limit: limit ?? saved?.limit, now: now, language: desk.console.language, withdrawn: asking.withdrawn,
      masksPeople: true)
    let answer = try question.answer(desk.indexed(asking.freshness(), about: collection))
    desk.console.warnAbout(unreadable: answer.unreadable)
    let told = answer.telling(try desk.personNames(privacy), of: store)
    let table = AnswerTable(told, language: desk.console.language).table
    try format.refuseTwins(
      table.columns.map(\.key), hint: Phrase(id: "sebutkan satu kali saja", en: "name it once only"))
    if answer.rows.isEmpty { desk.noteRecords(called: filter, store) }
    desk.console.show(table, format, desk.console.options(now: now, isExcel: form.excel))
  }
}
