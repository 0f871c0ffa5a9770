internal import ArgumentParser
internal import KojaModel

/// When output has colours.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

extension Language: ExpressibleByArgument {}

/// Options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      told(
        id: "Folder penyimpanan; tanpa ini dicari dari folder sekarang ke atas.",
        en: "The store's folder; else looked for upwards from here."),
      valueName: "DIR"))
  var storeFolder: String?

  @Option(help: ArgumentHelp(told(id: "Bahasa.", en: "Language."), valueName: "id|en"))
  var lang: Language?

  @Option(
    help: ArgumentHelp(
      told(
        id: "Anggap sekarang waktu ini saat membaca (tidak pernah menanggali perubahan).",
        en: "Read as if it were this time (never dates a change)."),
      valueName: told(id: "WAKTU", en: "TIME")))
  var now: String?

  @Option(help: ArgumentHelp(told(id: "Warna.", en: "Colours."), valueName: "auto|always|never"))
  var color: ColourChoice = .auto

  /// Their names, for did-you-mean.
  static let names = ["store", "lang", "now", "color", "help"]

  /// Options with a value that may stand before the command's name.
  static let hoisted = ["--store", "--lang", "--now", "--color"]
}
