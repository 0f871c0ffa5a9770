internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja apply`: commits a plan, or refuses it.
struct ApplyCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "apply",
      abstract: told(id: "Catat sebuah rencana sebagai satu perubahan.", en: "Commit a plan as one change."),
      discussion: told(
        id:
          "Ditolak bila sebuah catatan berubah sejak rencana dibuat.\nContoh: koja set complaints --where status:received priority=low --plan rencana.json\n        koja apply rencana.json",
        en:
          "Refused when a record changed since the plan was made.\nExample: koja set complaints --where status:received priority=low --plan plan.json\n         koja apply plan.json"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Berkas rencana.", en: "The plan's file."), valueName: "PLAN"))
  var path: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      told(
        id: "Banyaknya catatan, untuk rencana yang mengubah sebagian besar koleksi.",
        en: "The number of records, for a plan that changes much of a collection."), valueName: "N"))
  var count: Int?

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let plan = try ChangePlan(try InputFile.bytes(path), path: path)
    let session = try desk.session()
    try desk.conclude(try ChangeDesk(session).apply(plan, count: count), session, isDryRun: dryRun.isDryRun)
  }
}
