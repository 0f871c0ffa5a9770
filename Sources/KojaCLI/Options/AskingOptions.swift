internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// Options of lists and counts: which records count, and those of all that ask the index.
struct AskingOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(told(id: "Sertakan yang sudah ditarik.", en: "With what was withdrawn, too.")))
  var withdrawn = false

  @OptionGroup var reading: ReadingOptions

  /// As of when.
  var asOf: String? { reading.asOf }

  /// See ``ReadingOptions/freshness()``.
  func freshness() throws(Failure) -> Freshness { try reading.freshness() }

  /// Their names, for did-you-mean.
  static let names = ["withdrawn"] + ReadingOptions.names
}

/// Options of everything that asks the index: as of when, and how fresh the answer is.
struct ReadingOptions: ParsableArguments {
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

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Bandingkan isi semua berkas, bukan hanya ukuran dan waktunya.",
        en: "Compare the contents of all files, not only their sizes and times.")))
  var paranoid = false

  /// How sure the answer must be of the files; a usage failure where that contradicts itself.
  func freshness() throws(Failure) -> Freshness {
    guard !(paranoid && noRefresh) else {
      throw Failure(
        .usage,
        Phrase(id: "`--paranoid` dan `--no-refresh` saling bertentangan", en: "`--paranoid` contradicts `--no-refresh`")
      )
    }
    return paranoid ? .contents : noRefresh ? .none : .stamps
  }

  /// Their names, for did-you-mean.
  static let names = ["no-refresh", "paranoid", "as-of"]
}
