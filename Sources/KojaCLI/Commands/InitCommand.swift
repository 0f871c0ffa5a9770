internal import ArgumentParser
internal import Foundation
internal import KojaModel
internal import KojaStore

/// `koja init`: a new store with the city's schemas and reference records.
struct InitCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init", abstract: told(id: "Buat penyimpanan baru.", en: "Make a new store."),
      discussion: told(
        id:
          "Folder menjadi repositori git dengan skema, data rujukan, pengait pre-commit dan pengaturan penyunting.\nContoh: koja init kota",
        en:
          "The folder becomes a git repository with schemas, reference records, a pre-commit hook and editor settings.\nExample: koja init city"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Folder.", en: "The folder."), valueName: "DIR"))
  var folder: String

  @Flag(help: ArgumentHelp(told(id: "Tanpa data rujukan.", en: "Without reference records.")))
  var empty = false

  @Flag(
    name: .customLong("private"),
    help: ArgumentHelp(
      told(
        id: "Penyimpanan data pribadi: tanpa riwayat, hanya untuk pemilik foldernya.",
        en: "A store of personal data: without history, for the owner of its folder only.")))
  var isPrivate = false

  @OptionGroup var globals: GlobalOptions

  mutating func run() throws {
    let desk = Desk(globals)
    Spoken.settle(desk.console.language)
    if isPrivate { return try foundPrivate(desk) }
    let source = try CityData.locate()
    let founded = try StoreFounder(template: source, isEmpty: empty, surroundings: desk.surroundings(nil)).found(
      at: folder)
    desk.console.say(
      Phrase(
        id:
          "penyimpanan baru di \(founded.root): \(founded.files) berkas, perubahan pertama \(founded.commit.prefix(8))",
        en: "a new store at \(founded.root): \(founded.files) files, first commit \(founded.commit.prefix(8))"))
    if let obstacle = founded.hookObstacle {
      desk.console.note(obstacle.message)
      if let hint = obstacle.hint { desk.console.note(hint) }
    }
    if founded.needsOfficer {
      desk.console.say(
        Phrase(
          id:
            "berikutnya: koja --store \(folder) new officers --id NAMA name=… post=… unit=… emails=\(founded.email) roles=…",
          en: "next: koja --store \(folder) new officers --id NAME name=… post=… unit=… emails=\(founded.email) roles=…"
        ))
    }
  }

  /// Described by the store that this is called in, else by what comes with the tool.
  private func foundPrivate(_ desk: Desk) throws(Failure) {
    guard !empty else {
      throw Failure(
        .usage,
        Phrase(id: "`--empty` tidak berlaku untuk `--private`", en: "`--empty` does not apply to `--private`"))
    }
    Desk.closeToOthers()
    let here = globals.storeFolder == nil ? try? Desk.location(globals) : try Desk.location(globals)
    let describing: StoreLocation
    if let here { describing = here } else { describing = try CityData.locate() }
    let root = try PrivateStoreFounder(describedBy: describing).found(at: folder)
    desk.console.say(
      Phrase(
        id: "penyimpanan pribadi baru di \(root): tanpa riwayat, hanya untuk Anda",
        en: "a new private store at \(root): without history, for you only"))
    desk.console.say(
      Phrase(
        id: "di salinan penyimpanan utama: git config koja.stores.private \(root)",
        en: "in the clone of the main store: git config koja.stores.private \(root)"))
  }
}

/// Where the schemas and reference records that come with the tool lie.
enum CityData {
  /// `KOJA_DATA`, `../share/koja` beside the tool, or the source checkout that the tool was built in.
  static func locate() throws(Failure) -> StoreLocation {
    if let named = ProcessInfo.processInfo.environment["KOJA_DATA"] { return try .exactly(named) }
    let tool = StoreLocation.resolved("/proc/self/exe") ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: tool).deletingLastPathComponent()
    if let installed = try? StoreLocation.exactly(folder.appendingPathComponent("../share/koja").path) {
      return installed
    }
    while folder.path != "/" {
      if let checkout = try? StoreLocation.exactly(folder.path) { return checkout }
      folder.deleteLastPathComponent()
    }
    throw Failure(
      .environment,
      Phrase(id: "skema bawaan koja tidak ditemukan", en: "the schemas that come with koja are not there"),
      hint: Phrase(
        id: "pasang dengan `make install`, atau sebutkan foldernya di KOJA_DATA",
        en: "install with `make install`, or name the folder in KOJA_DATA"))
  }
}
