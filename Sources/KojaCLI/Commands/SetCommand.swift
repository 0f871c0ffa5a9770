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
          """
          Contoh:
            koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003
            koja set lampu-jalan keywords+=remang keywords-=gelap assumption-
          Butir daftar disebut dengan urutannya (dari 0) atau isi salah satu kuncinya; awalannya cukup bila hanya satu yang cocok:
            koja set SKS-2603-7K3FQ2X attachments.0.kind=before attachments.name:foto.jpg.kind=after
            koja set SKS-2603-7K3FQ2X refs+=system:lapor,id:1234 refs.system:sikesal-
          """,
        en:
          """
          Examples:
            koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003
            koja set lampu-jalan keywords+=remang keywords-=gelap assumption-
          An item of a list goes by its position (from 0) or by what one of its keys holds; the beginning will do where only one fits:
            koja set SKS-2603-7K3FQ2X attachments.0.kind=before attachments.name:foto.jpg.kind=after
            koja set SKS-2603-7K3FQ2X refs+=system:lapor,id:1234 refs.system:sikesal-
          """
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      told(
        id: "kolom=isi, kolom+=isi (tambah), kolom-=isi (ambil dari daftar), kolom- (hapus).",
        en: "field=value, field+=value (add), field-=value (take out of a list), field- (remove)."),
      valueName: "KEY=VALUE"))
  var fields: [String]

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp(
      told(id: "Keterangan untuk riwayat.", en: "A note for the history."), valueName: told(id: "KETERANGAN", en: "WHY")
    ))
  var message: String?

  @OptionGroup var globals: GlobalOptions

  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Tunjukkan saja perubahannya.", en: "Only show the change.")))
  var isDryRun = false

  func run(_ desk: Desk) throws {
    let assignments = try Assignment.all(fields)
    let record = try desk.record(id)
    let session = try desk.session()
    guard let change = try ChangeDesk(session).setFields(of: record, assignments, note: message) else {
      desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
      return
    }
    try desk.conclude(change, session, isDryRun: isDryRun)
  }
}
