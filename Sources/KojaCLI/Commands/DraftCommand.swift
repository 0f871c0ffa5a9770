internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja draft`: records that follow from others.
struct DraftCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "draft",
      abstract: told(id: "Buat konsep yang mengikuti catatan lain.", en: "Make what follows from records."),
      discussion: told(
        id:
          """
          Konsep diatur di `schemas/drafts/`; tanpa nama semuanya disebut. Setiap catatan yang cocok diikuti satu catatan baru yang diisi darinya, keduanya saling menunjuk; yang sudah diikuti dilewati. Semuanya satu perubahan.
          Contoh:
            koja draft teguran --dry-run
            koja draft teguran unit:kel-legok
          """,
        en:
          """
          Drafts stand in `schemas/drafts/`; without a name all are listed. Each record that matches is followed by a new one that is filled from it, both linked to each other; those that have been followed are passed over. All of it is one change.
          Examples:
            koja draft teguran --dry-run
            koja draft teguran unit:kel-legok
          """))
  }

  @Argument(help: ArgumentHelp(told(id: "Nama konsep.", en: "The draft's name."), valueName: "NAME"))
  var name: String?

  @Argument(
    help: ArgumentHelp(told(id: "Saringan, seperti pada `list`.", en: "A filter, as for `list`."), valueName: "FILTER"))
  var filter: [String] = []

  @OptionGroup var recording: NoteOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    guard let name else { return try list(desk) }
    let draft = DraftDefinition(try desk.store().definition(.draft, name))
    let session = try desk.session()
    let indexed = try desk.answering()
    guard let planned = try DraftRun(session, draft, over: indexed).planned(filter, note: recording.message) else {
      desk.console.say(
        Phrase(id: "tidak ada catatan yang belum diikuti", en: "there is no record that is not followed yet"))
      return
    }
    try desk.conclude(planned.change, session, isDryRun: recording.isDryRun)
    if !recording.isDryRun {
      for made in planned.drafts { desk.console.write("\(made.id)  <- \(made.sources.joined(separator: ", "))\n") }
    }
  }

  private func list(_ desk: Desk) throws {
    let store = try desk.store()
    let rows = try store.definitionNames(.draft).map { name in
      let definition = try store.definition(.draft, name)
      return Table.Row(
        [Table.Cell(.string(name)), Table.Cell(.string(definition.label[desk.console.language]))], id: name)
    }
    let columns = [
      Table.Column("name", Phrase(id: "Konsep", en: "Draft"), .code),
      Table.Column("label", Phrase(id: "Yang dibuat", en: "What it makes")),
    ]
    desk.console.show(Table(columns: columns, rows: rows), .table, desk.console.options(now: desk.present(store)))
  }
}
