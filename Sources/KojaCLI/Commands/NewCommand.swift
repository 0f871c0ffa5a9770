internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja new`: a record, checked and committed.
struct NewCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new", abstract: told(id: "Buat catatan baru; mencetak idnya.", en: "Make a record; prints its id."),
      discussion: told(
        id: "Contoh: koja new complaints category=lampu-jalan channel=sikesal summary=\"Lampu padam\" …",
        en: "Example: koja new complaints category=lampu-jalan channel=sikesal summary=\"Lamp is out\" …"))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @Argument(
    help: ArgumentHelp(
      told(id: "Isian: kolom=isi, kolom+=isi.", en: "Fields: field=value, field+=value."), valueName: "KEY=VALUE"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(
      told(id: "Id, untuk koleksi yang idnya ditentukan orang.", en: "The id, where people choose it."), valueName: "ID"
    ))
  var id: String?

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      told(
        id: "Baca isian dari berkas YAML; - untuk masukan baku.",
        en: "Read fields from a YAML file; - for standard input."), valueName: "FILE"))
  var source: String?

  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp(
      told(id: "Keterangan untuk riwayat.", en: "A note for the history."), valueName: told(id: "KETERANGAN", en: "WHY")
    ))
  var message: String?

  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Periksa dan tampilkan saja.", en: "Check and show only.")))
  var isDryRun = false

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let assignments = try Assignment.all(fields)
    let collection = try desk.collection(self.collection)
    let draft = try source.map { try InputFile.document($0) }
    let session = try desk.session()
    let (change, id) = try ChangeDesk(session).newRecord(
      in: collection, id: id, assignments, draft: draft, note: message)
    if isDryRun {
      desk.console.write(change.files.first?.after.map { String(decoding: $0, as: UTF8.self) } ?? "")
      return
    }
    _ = try session.make(change)
    desk.console.warn(change.findings)
    desk.console.write(id + "\n")
  }
}
