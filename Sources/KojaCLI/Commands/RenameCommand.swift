internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja rename`: another id, with every reference to it.
struct RenameCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rename",
      abstract: told(
        id: "Ganti id catatan beserta semua rujukan kepadanya.", en: "Give a record another id, with all references."),
      discussion: told(
        id: "Contoh: koja rename lampu-jalan penerangan-jalan --dry-run",
        en: "Example: koja rename lampu-jalan penerangan-jalan --dry-run"))
  }

  @Argument(help: ArgumentHelp(told(id: "Id sekarang.", en: "The present id."), valueName: "ID"))
  var id: String

  @Argument(help: ArgumentHelp(told(id: "Id baru.", en: "The new id."), valueName: "NEW"))
  var new: String

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let session = try desk.session()
    let changes = ChangeDesk(session)
    let record = try changes.movedByHand(id, to: new) ?? desk.record(id)
    let change = try changes.rename(record, to: new, note: options.message)
    try desk.conclude(change, session, isDryRun: options.isDryRun)
  }
}
