internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja report`: a question that the city asks again and again.
struct ReportCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "report", abstract: told(id: "Tampilkan sebuah laporan.", en: "Show a report."),
      discussion: told(
        id:
          """
          Laporan diatur di `schemas/reports/`; tanpa nama semuanya disebut. Kakinya memuat perubahan, waktu dan versi laporan, sehingga angkanya dapat dibuat lagi.
          Contoh:
            koja report on-time period=2026-03
            koja report on-time unit=perkim --records
          """,
        en:
          """
          Reports stand in `schemas/reports/`; without a name all are listed. The foot tells commit, time and version of the report, so that a figure can be made again.
          Examples:
            koja report on-time period=2026-03
            koja report on-time unit=perkim --records
          """))
  }

  @Argument(help: ArgumentHelp(told(id: "Nama laporan.", en: "The report's name."), valueName: "NAME"))
  var name: String?

  @Argument(help: ArgumentHelp(told(id: "Isian laporan.", en: "Values for the report."), valueName: "PARAM=VALUE"))
  var arguments: [String] = []

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Catatan di balik angkanya; KOLOM=ISI menyempitkan ke satu baris.",
        en: "The records behind the figures; COLUMN=VALUE narrows to a row.")))
  var records = false

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Sebagai halaman HTML, untuk layar dan kertas.", en: "As a page of HTML, for a screen and for paper.")))
  var page = false

  @Flag(
    help: ArgumentHelp(
      told(id: "Kaitannya sebagai gambar untuk Graphviz (DOT).", en: "Its links as a drawing for Graphviz (DOT).")))
  var graph = false

  @Option(
    help: ArgumentHelp(
      told(
        id: "Untuk siapa: `public` menghitung hanya yang boleh diketahui umum.",
        en: "For whom: `public` counts only what the public may know."), valueName: "internal|public"))
  var audience: Audience?

  @OptionGroup var form: TableOptions

  @OptionGroup var privacy: PrivacyOptions
  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    guard let name else { return try list(present) }
    let format = try form.format()
    if page, let asked = form.given { throw TableOptions.refusal("--page", with: asked, only: "HTML") }
    if graph, let other = page ? "--page" : records ? "--records" : form.given {
      throw TableOptions.refusal("--graph", with: other, only: "DOT")
    }
    try present.refuseUnasked(privacy)
    let (desk, store, now) = try present.asked(reading)
    let definition = ReportDefinition(try store.definition(.report, name))
    let arguments = try ReportArguments(arguments, for: definition, in: store, now: now, narrows: records)
    let reader = audience ?? .internal
    let indexed = try desk.answering(reading.freshness(), for: reader)
    guard reader == .internal || definition.audience == .public else {
      throw Failure(
        .usage,
        Phrase(id: "laporan `\(name)` tidak untuk umum", en: "the report `\(name)` is not for the public"),
        hint: Phrase(id: "tanpa `--audience` isinya untuk kantor", en: "without `--audience` it is for the offices"))
    }
    let report = Report(definition, arguments, of: indexed, now: now, for: reader)
    let sheet = ReportSheet(
      report, arguments, now: now, language: desk.console.language, people: try desk.personNames(privacy))
    let options = desk.console.options(now: now, isExcel: form.excel)
    if graph {
      guard let graph = definition.graph else {
        throw Failure(
          .usage,
          Phrase(id: "baris laporan `\(name)` bukan kaitan", en: "the rows of the report `\(name)` are no links"),
          hint: Phrase(
            id: "`graph` di `\(definition.definition.path)` menyebut kolom dari dan ke",
            en: "`graph` in `\(definition.definition.path)` names the columns from and to"))
      }
      let drawing = ReportGraph(
        graph: graph, title: definition.title, table: try sheet.table(), language: desk.console.language)
      desk.console.write(drawing.text)
      return desk.console.complain(sheet.foot(options, isDirty: report.isDirty))
    }
    let isForPeople = format.isForPeople
    let table =
      records
      ? try sheet.recordsTable(forPeople: isForPeople)
      : isForPeople || page ? try sheet.tableForPeople(drawsBars: !page, options) : try sheet.table()
    if page {
      return desk.console.write(
        sheet.page(table, isOfRecords: records, of: store.settings.name).document(desk.console.language))
    }
    if isForPeople { desk.console.write(sheet.head(options)) }
    desk.console.show(table, format, options)
    let foot = sheet.foot(options, isDirty: report.isDirty)
    if isForPeople { desk.console.write(foot) } else { desk.console.complain(foot) }
  }

  private func list(_ desk: Desk) throws {
    let store = try desk.store()
    var table = Table(
      columns: [
        Table.Column("name", Phrase(id: "Laporan", en: "Report"), .code),
        Table.Column("title", Phrase(id: "Judul", en: "Title")),
        Table.Column("parameters", Phrase(id: "Isian", en: "Parameters"), .code),
      ], rows: [])
    for name in store.definitionNames(.report) {
      guard let definition = try? store.definition(.report, name) else {
        let broken = Phrase(id: "(bermasalah: `koja schema check`)", en: "(broken: `koja schema check`)")
        table.rows.append(
          Table.Row([Table.Cell(.string(name)), Table.Cell(.string(broken[desk.console.language]))], id: name))
        continue
      }
      let report = ReportDefinition(definition)
      table.rows.append(
        Table.Row(
          [
            Table.Cell(.string(name)), Table.Cell(.string(report.title[desk.console.language])),
            Table.Cell(.string(report.parameters.map(\.name).joined(separator: " "))),
          ], id: name))
    }
    desk.console.show(table, try form.format(), desk.console.options(now: desk.present(store), isExcel: form.excel))
  }
}
