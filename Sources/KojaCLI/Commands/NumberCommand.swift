internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja number`: numbers of registers.
struct NumberCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "number", abstract: told(id: "Nomor dari buku agenda.", en: "Numbers of registers."),
      discussion: told(
        id: "Contoh: koja number reassign SRT-2603-A9ZG4Y9", en: "Example: koja number reassign SRT-2603-A9ZG4Y9"),
      subcommands: [NumberReassignCommand.self])
  }
}

/// `koja number reassign`: the loser of a double number takes the next one.
struct NumberReassignCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "reassign",
      abstract: told(
        id: "Beri nomor berikutnya kepada catatan yang nomornya ganda.",
        en: "Give a record whose number is double the next one."),
      discussion: told(
        id:
          "Sebutkan catatan yang harus mengalah; kedua pengambilan nomor diberi catatan.\nContoh: koja number reassign SRT-2603-A9ZG4Y9 --dry-run",
        en:
          "Name the record that gives way; both claims get a note.\nExample: koja number reassign SRT-2603-A9ZG4Y9 --dry-run"
      ))
  }

  @Argument(
    help: ArgumentHelp(told(id: "Id catatan yang mengalah.", en: "The record that gives way."), valueName: "ID"))
  var id: String

  @Option(
    help: ArgumentHelp(
      told(
        id: "Buku, bila catatan itu bernomor di beberapa.", en: "The register, where the record has several numbers."),
      valueName: "REGISTER"))
  var register: String?

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let record = try desk.store().locate(id) { _ in [] }
    let session = try desk.session()
    let change = try ChangeDesk(session).reassignNumber(of: record, register: register, note: options.message)
    try desk.conclude(change, session, isDryRun: options.isDryRun)
  }
}
