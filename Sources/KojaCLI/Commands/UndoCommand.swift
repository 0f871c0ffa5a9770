internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja undo`: takes back what a commit did to records, as a commit of its own.
struct UndoCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "undo",
      abstract: told(
        id: "Batalkan sebuah perubahan dengan perubahan baru.", en: "Take a change back by a new change."),
      discussion: told(
        id:
          "Sebuah tindakan dibatalkan oleh kejadian baru (`annul`); keduanya tetap terbaca. Catatan baru dan nomor yang diambil tetap; untuk itu ada tindakan dan `koja withdraw`.\nContoh: koja undo 3f2a91c0 --reason \"Salah catatan\"",
        en:
          "An action is taken back by a new entry (`annul`); both stay to be read. New records and claimed numbers stay; for these there are actions and `koja withdraw`.\nExample: koja undo 3f2a91c0 --reason \"Wrong record\""
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Perubahan, seperti disebut `koja log`.", en: "The commit, as `koja log` names it."), valueName: "COMMIT"
    ))
  var commit: String

  @OptionGroup var why: ReasonOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let session = try desk.session()
    try desk.conclude(
      try ChangeDesk(session).undo(commit, reason: why.reason), session, isDryRun: why.isDryRun)
  }
}
