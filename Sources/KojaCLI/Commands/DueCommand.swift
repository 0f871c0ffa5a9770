internal import ArgumentParser
internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How `due` prints due times.
enum DueFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `koja due`: when the limits of a record run out, and why then.
struct DueCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "due",
      abstract: told(
        id: "Tenggat sebuah catatan dan perhitungannya.", en: "A record's due times and how they came about."),
      discussion: told(
        id: "Contoh: koja due SKS-2603-7K3FQ2X --explain", en: "Example: koja due SKS-2603-7K3FQ2X --explain"))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Tunjukkan perhitungannya: mulai, jeda, libur, perpanjangan.",
        en: "Show the computation: start, pauses, holidays, extensions.")))
  var explain = false

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: DueFormat = .text

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let now = try desk.readingTime(store)
    let record = try desk.record(id)
    guard let workflow = record.collection.workflow, !workflow.clocks.isEmpty else {
      let label = record.collection.label
      throw Failure(
        .usage, Phrase(id: "\(label.id) tidak punya batas waktu", en: "\(label.en): these records have no clocks"),
        hint: Phrase(
          id: "batas waktu diatur di `\(record.collection.workflowPath)` pada `clocks`",
          en: "clocks stand in `\(record.collection.workflowPath)`, under `clocks`"))
    }
    let document = try store.read(record.path).document
    let face = ClockFace(store)
    let sheet = DueSheet(
      record: record, status: document.string(at: "status"),
      readings: face.readings(document, of: record.collection, explains: explain),
      calendar: { face.calendar(of: $0) }, explains: explain,
      lines: ClockLines(language: desk.console.language, now: now))
    switch format {
    case .json: desk.console.write(sheet.value.json(indented: true) + "\n")
    case .text:
      desk.console.write(sheet.sheet.render(desk.console.options(now: now)))
      if Withdrawal.isPresent(in: document), record.collection.allowsWithdrawal {
        desk.console.say(
          Phrase(
            id: "Catatan ini sudah ditarik; batas waktunya tidak dihitung.",
            en: "This record was withdrawn; its clocks do not count."))
      } else if sheet.readings.isEmpty {
        let clocks = record.collection.workflow?.clocks ?? []
        desk.console.say(
          clocks.contains { $0.when.admits { document.scalar($0) } }
            ? Phrase(id: "Belum ada batas waktu yang berjalan.", en: "None of its clocks has started yet.")
            : Phrase(id: "Tidak ada batas waktu untuk catatan ini.", en: "No clock is for this record."))
      }
    }
  }
}
