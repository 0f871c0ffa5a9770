internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja sweep`: who is no longer needed among the people of the private store.
struct SweepCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "sweep",
      abstract: told(
        id: "Orang yang perkaranya sudah lama selesai: daftar, lalu hapus.",
        en: "People whose matters have long been over: list them, then erase them."),
      discussion: told(
        id:
          "Berapa lama orang disimpan ditulis di penyimpanan pribadi (`keep_months`). Tanpa `--erase` tidak ada yang dihapus.\nContoh: koja sweep --erase",
        en:
          "How long people are kept stands in the private store (`keep_months`). Without `--erase` nothing is erased.\nExample: koja sweep --erase"
      ))
  }

  @Flag(help: ArgumentHelp(told(id: "Hapus mereka, untuk selamanya.", en: "Erase them, for good.")))
  var erase = false

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    // Nobody is erased by a clock that was set for reading.
    let now = erase ? desk.present(store) : try desk.readingTime(store)
    let sweep = Sweep(store)
    let result = try sweep.result(now: now)
    let names = PersonNames(of: store, isClear: false)
    desk.console.show(table(result.due, names), format, desk.console.options(now: now))
    let (due, kept, unnamed) = (result.due.count, result.kept, result.unnamed)
    desk.console.note(
      Phrase(
        id: "\(due) sudah lewat masanya, \(kept) masih diperlukan, \(unnamed) tidak disebut catatan mana pun",
        en: "\(due) past their time, \(kept) still needed, \(unnamed) that no record refers to"))
    guard due > 0 else { return }
    guard erase else {
      desk.console.note(
        Phrase(
          id: "tidak ada yang dihapus; `koja sweep --erase` menghapusnya",
          en: "nothing was erased; `koja sweep --erase` does"))
      return
    }
    Desk.closeToOthers()
    let erased = try sweep.erase(result.due, now: now)
    desk.console.note(
      Phrase(
        id:
          "\(erased) orang dihapus; tandanya tetap ada di catatan dan tidak menunjuk siapa pun lagi. Salinan cadangan punya masanya sendiri",
        en:
          "\(erased) \(erased == 1 ? "person" : "people") erased; their marks stay in the records and mean nobody any more. Backups have a time of their own"
      ))
  }

  private func table(_ people: [Sweep.Person], _ names: PersonNames) -> Table {
    Table(
      columns: [
        Table.Column("id", Phrase(id: "Tanda", en: "Mark"), .code),
        Table.Column("name", Phrase(id: "Nama", en: "Name")),
        Table.Column("records", Phrase(id: "Catatan", en: "Records"), .number),
        Table.Column("last", Phrase(id: "Selesai terakhir", en: "Last over"), .date),
      ],
      rows: people.map { person in
        Table.Row(
          [
            Table.Cell(.string(person.id)), Table.Cell(.optional(names.name(of: person.id, in: person.reference))),
            Table.Cell(.integer(person.records)), Table.Cell(.string(person.last.description)),
          ], id: person.id)
      })
  }
}
