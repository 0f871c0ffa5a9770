internal import ArgumentParser
internal import Foundation
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja import`: a table of another system, or an exported one that was edited.
struct ImportCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: told(id: "Ambil tabel dari sistem lain.", en: "Take in a table of another system."),
      discussion: told(
        id:
          """
          CSV (koma atau titik koma), JSON atau JSONL. Baris yang sudah pernah diambil dilewati; baris bermasalah ditulis ke berkas tersendiri dengan letaknya, yang lain dicatat sebagai satu perubahan.
          Contoh:
            koja import lapor laporan.csv --dry-run
            koja export csv complaints status:received --excel > laporan.csv   # lalu disunting
            koja import complaints laporan.csv --update
          """,
        en:
          """
          CSV (commas or semicolons), JSON or JSON lines. Rows that were taken in before are passed over; rows with faults go to a file of their own with their places, all others become one change.
          Examples:
            koja import lapor complaints.csv --dry-run
            koja export csv complaints status:received --excel > complaints.csv   # then edited
            koja import complaints complaints.csv --update
          """))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Nama di `schemas/imports/`; dengan --update sebuah koleksi.",
        en: "A name in `schemas/imports/`; with --update a collection."), valueName: "MAPPING"))
  var name: String

  @Argument(
    help: ArgumentHelp(
      told(id: "Tabelnya; - untuk masukan baku.", en: "The table; - for standard input."), valueName: "FILE"))
  var file: String

  @Flag(
    help: ArgumentHelp(
      told(id: "Terapkan suntingan pada tabel hasil ekspor.", en: "Apply the edits of an exported table.")))
  var update = false

  @Option(
    help: ArgumentHelp(
      told(
        id: "Berkas untuk baris bermasalah; tanpa ini NAMA.rejects.csv.",
        en: "File for rows with faults; NAME.rejects.csv unless said."), valueName: "FILE"))
  var rejects: String?

  @Option(
    name: .customLong("plan"),
    help: ArgumentHelp(
      told(id: "Dengan --update: tulis rencana saja.", en: "With --update: only write the plan."), valueName: "FILE"))
  var planPath: String?

  @Option(
    help: ArgumentHelp(told(id: "Bentuk tabel --dry-run.", en: "Form of the table of --dry-run."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var recording: NoteOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let table = try ImportTable(try InputFile.bytes(file), name: file == "-" ? "-" : file)
    if update { return try takeBack(table, desk) }
    let mapping = ImportMapping(try desk.store().definition(.import, name))
    let session = try desk.session()
    let taking = try TableImport(session, mapping, table)
    let outcomes = try taking.outcomes()
    let faulty = outcomes.compactMap { outcome in
      if case .faulty(let findings) = outcome.fate { (outcome.row, findings) } else { nil }
    }
    try refuseWithoutPlace(faulty, desk)
    if recording.isDryRun {
      desk.console.show(OutcomeTable(outcomes).table, format, desk.console.options(now: desk.present(try desk.store())))
    } else {
      _ = try taking.make(note: recording.message)
    }
    desk.console.note(OutcomeTable(outcomes).summary(isDryRun: recording.isDryRun))
    desk.console.warn(
      outcomes.compactMap { if case .present(_, let untold) = $0.fate { untold } else { nil } })
    try reject(faulty, of: table, desk)
  }

  private func takeBack(_ table: ImportTable, _ desk: Desk) throws {
    let collection = try desk.collection(name)
    let session = try desk.session()
    let result = try TableUpdate(session, collection, table).result(note: recording.message)
    try refuseWithoutPlace(result.faulty, desk)
    if let made = result.made {
      try desk.show(made)
      if let planPath, !recording.isDryRun {
        try desk.write(made.plan, to: planPath)
      } else if !recording.isDryRun {
        try desk.conclude(made.change, session, isDryRun: false)
      }
    } else {
      desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
    }
    desk.console.warn(result.conflicts)
    try reject(result.faulty, of: table, desk)
    if !result.conflicts.isEmpty { throw ExitCode(Failure.Kind.findings.exitCode) }
  }

  private var rejectsPath: String { rejects ?? (file == "-" ? "rejects.csv" : file + ".rejects.csv") }

  /// Before anything is written rows with faults must have a place to go.
  private func refuseWithoutPlace(_ rows: [(row: Int, findings: [Finding])], _ desk: Desk) throws(Failure) {
    guard !rows.isEmpty, !recording.isDryRun else { return }
    _ = try OutputPlace(rejectsPath, try desk.store())
  }

  /// Tells the faults of rows and writes the rows to a file of their own; then the command ends with 1.
  private func reject(_ rows: [(row: Int, findings: [Finding])], of table: ImportTable, _ desk: Desk) throws {
    guard !rows.isEmpty else { return }
    let findings = rows.flatMap(\.findings)
    let options = desk.console.options(now: desk.present(try desk.store()))
    desk.console.complain(FindingFormat.text.render(Array(findings.prefix(20)), options))
    if findings.count > 20 {
      desk.console.note(
        Phrase(id: "… dan \(findings.count - 20) kesalahan lagi", en: "… and \(findings.count - 20) more errors"))
    }
    if !recording.isDryRun {
      let lines = table.rejected(rows, desk.console.language).map { $0.map(SpreadsheetText.kept) }
      let separator = table.separator.map { Character(UnicodeScalar($0)) } ?? ","
      let text = DelimitedLines.text(lines, separator: separator, hasMark: table.separator != nil && table.hasMark)
      let path = OutputFile.unused(rejectsPath, for: text)
      try OutputFile.write(text, to: path, desk)
      desk.console.note(
        Phrase(
          id: "\(rows.count) baris bermasalah ada di \(path); perbaiki di sana lalu ambil lagi",
          en: (rows.count == 1 ? "1 row with faults is" : "\(rows.count) rows with faults are")
            + " in \(path); mend what is wrong there and take it in again"))
    }
    throw ExitCode(Failure.Kind.findings.exitCode)
  }
}

/// What becomes of the rows of a table, for people.
struct OutcomeTable {
  let outcomes: [TableImport.Outcome]

  init(_ outcomes: [TableImport.Outcome]) { self.outcomes = outcomes }

  /// A row for each row.
  var table: Table {
    Table(
      columns: [
        Table.Column("line", Phrase(id: "Baris", en: "Line"), .number),
        Table.Column("identity", Phrase(id: "Tanda", en: "Mark"), .code),
        Table.Column("fate", Phrase(id: "Hasil", en: "Fate"), .code), Table.Column("id", Phrase("Id"), .code),
        Table.Column("fault", Phrase(id: "Kesalahan", en: "Fault")),
      ],
      rows: outcomes.map { outcome in
        let (word, label, id, fault) = Self.words(outcome.fate)
        return Table.Row(
          [
            Table.Cell(.integer(outcome.line)), Table.Cell(.optional(outcome.identity)),
            Table.Cell(.string(word), display: label), Table.Cell(.optional(id)),
            Table.Cell(.optional(fault?.en), display: fault),
          ], id: id)
      })
  }

  private static func words(_ fate: TableImport.Fate) -> (word: String, label: Phrase, id: String?, fault: Phrase?) {
    switch fate {
    case .new: ("new", Phrase(id: "baru", en: "new"), nil, nil)
    case .present(let id, let untold): ("present", Phrase(id: "sudah ada", en: "there already"), id, untold?.message)
    case .passedOver: ("passed-over", Phrase(id: "dilewati", en: "passed over"), nil, nil)
    case .faulty(let findings): ("faulty", Phrase(id: "bermasalah", en: "faulty"), nil, findings.first?.message)
    }
  }

  /// How many rows became what.
  func summary(isDryRun: Bool) -> Phrase {
    var (new, present, passed, faulty) = (0, 0, 0, 0)
    for outcome in outcomes {
      switch outcome.fate {
      case .new: new += 1
      case .present: present += 1
      case .passedOver: passed += 1
      case .faulty: faulty += 1
      }
    }
    var phrase =
      isDryRun
      ? Phrase(id: "\(new) catatan akan dibuat", en: "\(new == 1 ? "1 record" : "\(new) records") would be made")
      : Phrase(id: "\(new) catatan dibuat", en: "\(new == 1 ? "1 record" : "\(new) records") made")
    phrase.id += ", \(present) sudah ada, \(passed) dilewati, \(faulty) bermasalah"
    phrase.en += ", \(present) there already, \(passed) passed over, \(faulty) faulty"
    return phrase
  }
}
