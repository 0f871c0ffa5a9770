internal import ArgumentParser
internal import KojaIndex
internal import KojaModel
internal import KojaStore

/// `koja index`: the derived index.
struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "index",
      abstract: told(id: "Indeks turunan: bangun ulang, lihat.", en: "The derived index: rebuild, look."),
      discussion: told(id: "Contoh: koja index rebuild", en: "Example: koja index rebuild"),
      subcommands: [IndexRebuildCommand.self, IndexStatusCommand.self])
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
    if let path = IndexedStore.location(of: try desk.store()) { RecordIndex.discard(path: path) }
    try desk.console.describe(try desk.indexed())
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

  func run(_ desk: Desk) throws { try desk.console.describe(try desk.indexed()) }
}

extension Console {
  /// How many files the index knows, and which it could not read.
  fileprivate func describe(_ indexed: IndexedStore) throws {
    let files: Int
    do throws(IndexError) { files = try indexed.index.stamps().count } catch { throw error.failure }
    say(
      Phrase(
        id: "indeks memuat \(files) berkas, sesuai dengan keadaan sekarang",
        en: "the index holds \(files) files, as they are now"))
    warnAbout(unreadable: indexed.unreadable)
  }
}
