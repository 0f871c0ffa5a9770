internal import ArgumentParser
internal import KojaModel

/// Options of everything that asks the index: which records count, as of when, and how fresh the answer is.
struct AskingOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(told(id: "Sertakan yang sudah ditarik.", en: "With what was withdrawn, too.")))
  var withdrawn = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      told(id: "Seperti pada versi git atau waktu ini.", en: "As of a git revision or a time."), valueName: "REV"))
  var asOf: String?

  @Flag(
    name: .customLong("no-refresh"),
    help: ArgumentHelp(
      told(id: "Jawab dari indeks tanpa memeriksa berkas.", en: "Answer from the index without looking at the files.")))
  var noRefresh = false

  /// Their names, for did-you-mean.
  static let names = ["no-refresh", "withdrawn", "as-of"]
}
