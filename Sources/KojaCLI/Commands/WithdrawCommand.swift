internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja withdraw`: a record stays, says why, and no longer counts.
struct WithdrawCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "withdraw",
      abstract: told(
        id: "Tarik catatan: tetap ada, tetapi tidak dihitung lagi.",
        en: "Withdraw a record: it stays, but no longer counts."),
      discussion: told(
        id:
          "`list` dan `count` melewatinya kecuali diminta (`has:withdrawn`, `--withdrawn`); jam tenggatnya berhenti.\nContoh: koja withdraw SKS-2603-7K3FQ2X --reason \"Tercatat dua kali\"",
        en:
          "`list` and `count` leave it out unless asked (`has:withdrawn`, `--withdrawn`); its clocks stop.\nExample: koja withdraw SKS-2603-7K3FQ2X --reason \"Entered twice\""
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @OptionGroup var why: ReasonOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let record = try desk.record(id)
    let session = try desk.session()
    try desk.conclude(
      try ChangeDesk(session).withdraw(record, reason: why.reason), session, isDryRun: why.isDryRun)
  }
}
