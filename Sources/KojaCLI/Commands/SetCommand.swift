internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja set`: fields of a record, in place, checked and committed.
struct SetCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "set", abstract: told(id: "Ubah kolom sebuah catatan.", en: "Change fields of a record."),
      discussion: told(
        id:
          "Contoh:\n  koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003\n  koja set lampu-jalan keywords+=remang assumption-",
        en:
          "Examples:\n  koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003\n  koja set lampu-jalan keywords+=remang assumption-"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      told(id: "kolom=isi, kolom+=isi, kolom- (hapus).", en: "field=value, field+=value, field- (remove)."),
      valueName: "KEY=VALUE"))
  var fields: [String]

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp(
      told(id: "Keterangan untuk riwayat.", en: "A note for the history."), valueName: told(id: "KETERANGAN", en: "WHY")
    ))
  var message: String?

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let assignments = try Assignment.all(fields)
    let record = try desk.record(id)
    let session = try desk.session()
    guard let change = try ChangeDesk(session).setFields(of: record, assignments, note: message) else {
      desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
      return
    }
    let commit = try session.make(change)
    desk.console.warn(change.findings)
    desk.console.confirm(change, commit)
  }
}
