internal import ArgumentParser
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja index`: the derived index.
struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "index",
      abstract: told(
        id: "Indeks turunan: bangun ulang, buktikan, lihat.", en: "The derived index: rebuild, prove, look."),
      discussion: told(id: "Contoh: koja index rebuild", en: "Example: koja index rebuild"),
      subcommands: [IndexRebuildCommand.self, IndexVerifyCommand.self, IndexStatusCommand.self])
  }
}

/// `koja index rebuild`: from nothing.
struct IndexRebuildCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rebuild",
      abstract: told(id: "Bangun ulang indeks dari catatan.", en: "Make the index again from the records."),
      discussion: told(id: "Contoh: koja index rebuild", en: "Example: koja index rebuild"))
  }

  @Flag(help: ArgumentHelp(told(id: "Riwayat juga, dari semua perubahan.", en: "The history too, from all commits.")))
  var history = false

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    if history {
      if let path = Trail.location(of: try desk.store()) { HistoryIndex.discard(path: path) }
      _ = try desk.trail()
    }
    let indexed = try desk.indexed(.rebuilt)
    let files = try desk.console.count(indexed)
    desk.console.say(
      Phrase(
        id: "indeks memuat \(files) berkas, sesuai dengan keadaan sekarang",
        en: "the index holds \(files) files, as they are now"))
    desk.console.warnAbout(unreadable: indexed.unreadable)
  }
}

/// `koja index verify`: proves that the index is what a fresh scan makes.
struct IndexVerifyCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: told(
        id: "Buktikan bahwa indeks sama dengan pembacaan ulang semua berkas.",
        en: "Prove that the index equals a fresh scan of all files."),
      discussion: told(id: "Contoh: koja index verify", en: "Example: koja index verify"))
  }

  @OptionGroup var globals: GlobalOptions

  /// More differences than these say nothing new.
  private static let limit = 20

  func run(_ desk: Desk) throws {
    let indexed = try desk.indexed()
    let differences = try indexed.differences(limit: Self.limit, clock: Desk.fineClock)
    guard !differences.isEmpty else {
      let files = try desk.console.count(indexed)
      return desk.console.say(
        Phrase(
          id: "indeks sama dengan pembacaan ulang \(files) berkas, semua tabel",
          en: "the index equals a fresh scan of \(files) files, all tables"))
    }
    for difference in differences {
      let kind =
        switch difference.kind {
        case .missing: Phrase(id: "hilang", en: "missing")
        case .extra: Phrase(id: "berlebih", en: "extra")
        case .differs: Phrase(id: "berbeda", en: "different")
        }
      desk.console.say(
        Phrase(
          id: "\(difference.path): \(kind.id) di tabel \(difference.table)",
          en: "\(difference.path): \(kind.en) in the table \(difference.table)"))
    }
    throw Failure(
      .findings,
      Phrase(id: "indeks tidak sama dengan berkasnya", en: "the index does not equal its files"),
      hint: Phrase(
        id: "`koja index rebuild` membangunnya lagi; laporkan kesalahan koja ini",
        en: "`koja index rebuild` makes it again; please report this bug of koja"))
  }
}

/// `koja index status`: what it holds.
struct IndexStatusCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "status", abstract: told(id: "Tampilkan keadaan indeks.", en: "Show the state of the index."),
      discussion: told(id: "Contoh: koja index status", en: "Example: koja index status"))
  }

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let indexed = try desk.indexed()
    let options = desk.console.options(now: try desk.readingTime(desk.store()))
    desk.console.write(try IndexSheet(indexed, options).sheet.render(options))
    desk.console.warnAbout(unreadable: indexed.unreadable)
  }
}

extension Console {
  /// How many files the index knows.
  fileprivate func count(_ indexed: IndexedStore) throws(Failure) -> Int {
    try indexed.ask { index throws(IndexError) in try index.paths().count }
  }
}
