internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja review`: what a range of commits did, a sheet for each record.
struct ReviewCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "review",
      abstract: told(
        id: "Lembar tinjauan tiap catatan yang berubah.", en: "A sheet for each record that changed, for a reviewer."),
      discussion: told(
        id:
          "Isi sebelum dan sesudah, siapa melakukan apa, kapan terjadi dan kapan dicatat, kesalahan yang timbul dan yang hilang.\nKode keluar 1 bila timbul kesalahan.\nContoh:\n  koja review HEAD\n  koja review main..usulan\n  koja review 2026-03-01..2026-03-31",
        en:
          "Values before and after, who did what, when it happened and when it was entered, errors introduced and fixed.\nExit code 1 when errors were introduced.\nExamples:\n  koja review HEAD\n  koja review main..proposal\n  koja review 2026-03-01..2026-03-31"
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Satu versi, atau A..B; boleh waktu.", en: "One commit, or A..B; times will do."), valueName: "RANGE"))
  var range: String

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: LogFormat = .text

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let now = try desk.readingTime(store)
    let moments = try store.range(range) ?? store.step(range)
    let sheets = try Review(store, moments, now: now).sheets()
    let pages = ReviewPages(store: store, language: desk.console.language)
    switch format {
    case .text:
      desk.console.write(pages.text(sheets, desk.console.options(now: now)))
      if sheets.isEmpty {
        desk.console.note(Phrase(id: "tidak ada catatan yang berubah", en: "no record changed"))
      }
    case .json: desk.console.write(Value.array(sheets.map { pages.value($0) }).json(indented: true) + "\n")
    case .jsonl: desk.console.write(sheets.map { pages.value($0).json() + "\n" }.joined())
    }
    guard sheets.contains(where: { $0.introduced.contains { $0.severity == .error } }) else { return }
    throw ExitCode(Failure.Kind.findings.exitCode)
  }
}
