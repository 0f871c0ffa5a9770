internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

extension Audience: ExpressibleByArgument {}

/// `koja export`: records for other tools, in the forms that they read.
struct ExportCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export",
      abstract: told(id: "Keluarkan catatan untuk alat lain.", en: "Give records to other tools."),
      discussion: told(
        id:
          """
          `csv` dan `jsonl` mengeluarkan sebuah koleksi apa adanya; bentuk lain diatur di `schemas/exports/`. Yang tidak ditandai untuk pembacanya (`x-audience`) tidak ikut.
          Contoh:
            koja export csv complaints received_at:2026-03 --excel > maret.csv
            koja export jsonl apps --audience public
            koja export geojson status:assigned
          """,
        en:
          """
          `csv` and `jsonl` give a collection as it is; other forms stand in `schemas/exports/`. What is not marked for its readers (`x-audience`) does not go out.
          Examples:
            koja export csv complaints received_at:2026-03 --excel > march.csv
            koja export jsonl apps --audience public
            koja export geojson status:assigned
          """))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "csv, jsonl, sqlite, atau nama di `schemas/exports/`.",
        en: "csv, jsonl, sqlite, or a name in `schemas/exports/`."),
      valueName: "FORMAT"))
  var name: String

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      told(
        id: "Untuk csv dan jsonl: koleksinya; lalu saringan.", en: "For csv and jsonl: the collection; then a filter."),
      valueName: "FILTER"))
  var rest: [String] = []

  @Option(
    help: ArgumentHelp(
      told(id: "Untuk siapa; tanpa ini internal.", en: "For whom; internal unless said."), valueName: "internal|public")
  )
  var audience: Audience?

  @Option(
    help: ArgumentHelp(told(id: "Kolom csv, dipisah koma.", en: "Columns of csv, separated by commas."), valueName: "C")
  )
  var columns: [String] = []

  @Flag(help: ArgumentHelp(told(id: "CSV untuk lembar kerja kantor.", en: "CSV as the office's spreadsheet reads it.")))
  var excel = false

  @Option(
    help: ArgumentHelp(
      told(
        id: "Tulis ke berkas ini; untuk bentuk yaml ke folder ini, satu berkas tiap catatan.",
        en: "Write to this file; for the yaml form into this folder, a file for each record."), valueName: "PATH"))
  var out: String?

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    try FilterArguments.refuseOptions(rest, known: ["audience", "columns", "excel", "out"] + ReadingOptions.names)
    let desk = try desk.asOf(reading.asOf)
    switch name {
    case "csv", "jsonl": try whole(desk)
    case "sqlite": try database(desk)
    default: try defined(desk)
    }
  }

  /// Refuses options that a form knows nothing of: who gives one believes that it counts.
  private func refuseUnused(columns takesColumns: Bool = false, excel takesExcel: Bool = false) throws(Failure) {
    if !columns.isEmpty, !takesColumns { throw TableOptions.refusal("--columns", with: name, only: "csv") }
    if excel, !takesExcel { throw TableOptions.refusal("--excel", with: name, only: "csv") }
  }

  // MARK: A collection as it is

  private func whole(_ desk: Desk) throws {
    try refuseUnused(columns: name == "csv", excel: name == "csv")
    guard let typed = rest.first else {
      throw Failure(
        .usage, Phrase(id: "koleksi mana yang dikeluarkan?", en: "which collection is to go out?"),
        hint: Phrase(id: "misalnya `koja export \(name) complaints`", en: "such as `koja export \(name) complaints`"))
    }
    let collection = try desk.collection(typed)
    let now = try desk.readingTime(try desk.store())
    let audience = audience ?? .internal
    let indexed = try desk.answering(reading.freshness(), about: collection, for: audience)
    let export = WholeExport(collection, Array(rest.dropFirst()), for: audience, of: indexed)
    if name == "jsonl" {
      let (values, withheld) = try export.records(now: now, language: desk.console.language)
      try OutputFile.write(values.map { $0.json() + "\n" }.joined(), to: out, desk)
      return tell(values.count, withheld, audience, desk)
    }
    let chosen = try FilterArguments.names(columns, of: "--columns")
    let (answer, versions, withheld) = try export.table(chosen, now: now, language: desk.console.language)
    var table = AnswerTable(answer, language: desk.console.language).table
    if let versions {
      table.columns.append(Table.Column(WholeExport.version, Phrase(id: "Versi", en: "Version"), .code))
      for (position, version) in versions.enumerated() {
        table.rows[position].cells.append(Table.Cell(.string(version)))
      }
    }
    try OutputFile.write(
      OutputFormat.csv.render(table, desk.console.options(now: now, isExcel: excel)), to: out, desk)
    tell(answer.rows.count, withheld, audience, desk)
  }

  // MARK: Everything as one file

  private func database(_ desk: Desk) throws {
    try refuseUnused()
    if let first = rest.first {
      throw Failure(
        .usage,
        Phrase(
          id: "`sqlite` mengeluarkan seluruh penyimpanan, bukan `\(first)` saja",
          en: "`sqlite` gives the whole store, not `\(first)` alone"),
        hint: Phrase(
          id: "sebuah koleksi dengan saringannya: `koja export csv \(first)`",
          en: "a collection with its filter: `koja export csv \(first)`"))
    }
    guard let out, out != "-" else {
      throw Failure(
        .usage, Phrase(id: "`sqlite` memerlukan `--out BERKAS`", en: "`sqlite` needs `--out FILE`"),
        hint: Phrase(
          id: "misalnya `koja export sqlite --out kota.db`", en: "such as `koja export sqlite --out city.db`"))
    }
    let audience = audience ?? .internal
    let now = try desk.readingTime(try desk.store())
    let indexed = try desk.answering(reading.freshness(), for: audience)
    let names = try OutputFile.make(out, desk) { draft throws(Failure) in
      try DatabaseExport(indexed, for: audience).write(to: draft, now: now)
    }
    desk.console.note(
      Phrase(
        id: "\(names.count) koleksi di \(out), untuk \(audience.label.id)",
        en: "\(names.count == 1 ? "1 collection" : "\(names.count) collections") in \(out), for \(audience.label.en)"))
  }

  // MARK: By a definition

  private func defined(_ desk: Desk) throws {
    let store = try desk.store()
    let definition = ExportDefinition(try definitionNamed(name, store))
    try refuseUnused(excel: definition.form == .csv)
    if let audience, audience != definition.audience {
      throw Failure(
        .usage,
        Phrase(
          id: "ekspor `\(name)` ditujukan untuk \(definition.audience.label.id)",
          en: "the export `\(name)` is for \(definition.audience.label.en)"),
        hint: Phrase(
          id: "ditulis di `\(definition.definition.path)`", en: "it says so in `\(definition.definition.path)`"))
    }
    let now = try desk.readingTime(store)
    let indexed = try desk.answering(
      reading.freshness(), about: desk.collection(definition.collection), for: definition.audience)
    let items = try Export(definition, of: indexed).items(try filter(of: definition, desk), now: now)
    if let out, definition.form == .yaml {
      try OutputFile.write(items.map { ("\($0.id).yml", ExportDefinition.document($0)) }, into: out, desk)
    } else if let text = definition.text(items) {
      try OutputFile.write(text, to: out, desk)
    } else {
      let table = Table(
        columns: definition.columns.map { Table.Column($0, Phrase($0)) },
        rows: items.map { item in Table.Row(definition.columns.map { Table.Cell(item.member($0)) }, id: item.id) })
      try OutputFile.write(
        OutputFormat.csv.render(table, desk.console.options(now: now, isExcel: excel)), to: out, desk)
    }
    tell(items.count, WholeExport.Withheld(), definition.audience, desk)
  }

  /// The filter. Who names a collection, as `csv` wants it, means no word to look for.
  private func filter(of definition: ExportDefinition, _ desk: Desk) throws(Failure) -> [String] {
    guard let first = rest.first, let named = try desk.collectionIfCalled(first) else { return rest }
    guard named.name.sameBytes(as: definition.collection) else {
      let label = try desk.collection(definition.collection).label
      throw Failure(
        .usage,
        Phrase(
          id: "`\(name)` mengeluarkan \(label.id), bukan `\(first)`",
          en: "`\(name)` is of \(label.en), not of `\(first)`"),
        hint: Phrase(
          id: "koleksinya ditulis di `\(definition.definition.path)`",
          en: "the collection stands in `\(definition.definition.path)`"))
    }
    return Array(rest.dropFirst())
  }

  private func definitionNamed(_ name: String, _ store: Store) throws(Failure) -> Definition {
    if let definition = try store.definitionIfPresent(.export, name) { return definition }
    let names = ["csv", "jsonl", "sqlite"] + store.definitionNames(.export)
    throw Failure(
      .usage, Phrase(id: "tidak ada bentuk `\(name)`", en: "there is no form `\(name)`"),
      hint: Suggestion.nearest(to: name, among: names).map { Suggestion.question($0) }
        ?? Phrase(id: "yang ada: \(names.joined(separator: ", "))", en: "there are: \(names.joined(separator: ", "))"))
  }

  private func tell(_ count: Int, _ withheld: WholeExport.Withheld, _ audience: Audience, _ desk: Desk) {
    let (id, en) = (audience.label.id, audience.label.en)
    var phrase = Phrase(
      id: "\(count) catatan, untuk \(id)", en: "\(count == 1 ? "1 record" : "\(count) records"), for \(en)")
    if withheld.columns > 0 {
      phrase.id += "; \(withheld.columns) kolom yang tidak ditandai untuk itu tidak ikut"
      phrase.en +=
        withheld.columns == 1
        ? "; 1 column that is not marked for it is left out"
        : "; \(withheld.columns) columns that are not marked for it are left out"
    }
    if withheld.records > 0 {
      phrase.id += "; \(withheld.records) catatan tidak dipublikasikan"
      phrase.en +=
        withheld.records == 1
        ? "; 1 record is not to be published" : "; \(withheld.records) records are not to be published"
    }
    desk.console.note(phrase)
  }
}
