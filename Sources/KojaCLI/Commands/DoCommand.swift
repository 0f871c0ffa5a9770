internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja do`: an action of the workflow.
struct DoCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "do", abstract: told(id: "Lakukan tindakan pada sebuah catatan.", en: "Do an action on a record."),
      discussion: told(
        id:
          "Tindakan boleh disebut dengan kode atau labelnya; `remark` memberi keterangan pada catatan apa pun, tanpa mengubahnya.\nContoh: koja do SKS-2603-7K3FQ2X teruskan unit=perkim --note \"Lampu di tiga tiang mati.\"",
        en:
          "An action goes by its code or its label; `remark` notes something on any record and changes nothing.\nExample: koja do SKS-2603-7K3FQ2X assign unit=perkim --note \"Three lamps are out.\""
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Tindakan; tanpa ini disebut yang boleh dilakukan.",
        en: "The action; without it the allowed ones are named."),
      valueName: "ACTION"))
  var action: String?

  @Argument(
    help: ArgumentHelp(told(id: "Isian yang menyertainya.", en: "Fields that go with it."), valueName: "KEY=VALUE"))
  var fields: [String] = []

  @OptionGroup var entry: EntryOptions

  @Option(
    help: ArgumentHelp(
      told(
        id: "Siapa yang boleh membaca catatan itu, bila bukan internal.",
        en: "Who may read that note, if it is not internal."), valueName: "public|internal|personal|secret"))
  var noteFor: NoteAudience?

  @Option(help: ArgumentHelp(told(id: "Kode alasan.", en: "A reason code."), valueName: told(id: "KODE", en: "CODE")))
  var reason: String?

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    guard noteFor == nil || entry.note != nil else {
      throw Failure(
        .usage, Phrase(id: "`--note-for` tanpa `--note`", en: "`--note-for` without `--note`"),
        hint: Phrase(id: "tulis catatannya: `--note \"…\"`", en: "write the note: `--note \"…\"`"))
    }
    let assignments = try Assignment.all(fields)
    let moment = try entry.moment(try desk.store())
    let record = try desk.record(id)
    let session = try desk.session()
    let details = ActionDetails(
      assignments: assignments, note: entry.note, reason: reason, at: moment, after: entry.insertAfter,
      audience: noteFor?.rawValue)
    let change = try ChangeDesk(session).act(action, on: record, details)
    try desk.conclude(change, session, isDryRun: dryRun.isDryRun)
  }
}

/// Who may read a note, from the widest to the narrowest.
enum NoteAudience: String, ExpressibleByArgument, CaseIterable {
  case `public`, `internal`, personal, secret
}
