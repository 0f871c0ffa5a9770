internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja migrate`: brings records to the present schema.
struct MigrateCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "migrate",
      abstract: told(
        id: "Sesuaikan catatan lama dengan skema sekarang.", en: "Bring old records to the present schema."),
      discussion: told(
        id:
          "Langkahnya ada di `schemas/<koleksi>/migrations/<nama>.yaml`: rename, values, default, remove; catat skema dan langkahnya dahulu.\nContoh: koja migrate complaints --dry-run\n        koja migrate complaints 002-kanal",
        en:
          "Its steps stand in `schemas/<collection>/migrations/<name>.yaml`: rename, values, default, remove; commit the schema and the steps first.\nExample: koja migrate complaints --dry-run\n         koja migrate complaints 002-channel"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @Argument(
    help: ArgumentHelp(told(id: "Migrasi; tanpa ini semuanya.", en: "Migrations; else all."), valueName: "NAME"))
  var chosen: [String] = []

  @Option(
    name: .customLong("plan"),
    help: ArgumentHelp(
      told(id: "Tulis rencananya ke berkas ini.", en: "Write the plan to this file."), valueName: "FILE"))
  var planPath: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      told(
        id: "Banyaknya catatan, bila mengubah sebagian besar koleksi.",
        en: "The number of records, where much of the collection changes."), valueName: "N"))
  var count: Int?

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let (store, collection) = (try desk.store(), try desk.collection(self.collection))
    let all = try Migration.all(of: collection, in: store)
    let migrations = try chosen.isEmpty ? all : chosen.map { try pick($0, among: all) }
    guard !migrations.isEmpty else {
      throw Failure(
        .usage,
        Phrase(
          id: "tidak ada migrasi untuk `\(collection.name)`", en: "there are no migrations of `\(collection.name)`"),
        hint: Phrase(
          id: "tulis langkahnya di `schemas/\(collection.name)/migrations/001-nama.yaml`",
          en: "write the steps into `schemas/\(collection.name)/migrations/001-name.yaml`"))
    }
    let session = try desk.session()
    guard let made = try ChangeDesk(session).migrate(migrations, collection, note: options.message) else {
      desk.console.say(Phrase(id: "tidak ada yang perlu diubah", en: "there is nothing to change"))
      return
    }
    try desk.show(made)
    if let planPath, !options.isDryRun { return try desk.write(made.plan, to: planPath) }
    guard !options.isDryRun else {
      desk.console.note(Phrase(id: "tidak ada yang ditulis", en: "nothing was written"))
      return
    }
    try ChangeDesk(session).brake(made.plan, collection, count)
    desk.console.confirm(made.change, try session.make(made.change))
  }

  private func pick(_ name: String, among all: [Migration]) throws(Failure) -> Migration {
    if let migration = all.first(where: { $0.name.elementsEqual(name) }) { return migration }
    throw Failure(
      .usage, Phrase(id: "tidak ada migrasi `\(name)`", en: "there is no migration `\(name)`"),
      hint: Suggestion.nearest(to: name, among: all.map(\.name)).map { Suggestion.question($0) })
  }
}
