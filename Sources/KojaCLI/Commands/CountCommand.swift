internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja count`: how many, by what.
struct CountCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "count", abstract: told(id: "Hitung catatan.", en: "Count records."),
      discussion: told(
        id: "Contoh: koja count complaints received_at:2026 --by unit,status",
        en: "Example: koja count complaints received_at:2026 --by unit,status"))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(told(id: "Saringan, seperti pada `list`.", en: "Filter, as for `list`."), valueName: "FILTER"))
  var filter: [String] = []

  @Option(
    help: ArgumentHelp(
      told(
        id: "Kelompokkan menurut kolom, misalnya unit,received_at.month.",
        en: "Group by fields, such as unit,received_at.month."), valueName: "FIELDS"))
  var by: [String] = []

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var privacy: PrivacyOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    try FilterArguments.refuseOptions(filter, known: ["by", "format"] + AskingOptions.names + PrivacyOptions.names)
    let (desk, store, now) = try present.asked(asking.reading)
    let collection = try desk.collection(collection)
    let question = Question(
      collection: collection, filter: filter,
      columns: try FilterArguments.names(by, of: "--by") ?? [],
      limit: nil, now: now, language: desk.console.language, withdrawn: asking.withdrawn)
    let answer = try question.counts(desk.indexed(asking.freshness(), about: collection))
    desk.console.warnAbout(unreadable: answer.unreadable)
    let told = answer.telling(try desk.personNames(privacy), of: store)
    let table = AnswerTable(counts: told, language: desk.console.language).table
    try format.refuseTwins(
      table.columns.map(\.key), hint: Phrase(id: "sebutkan satu kali saja", en: "name it once only"))
    desk.console.show(table, format, desk.console.options(now: now))
  }
}
