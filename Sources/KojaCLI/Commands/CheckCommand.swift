internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

extension FindingFormat: ExpressibleByArgument {}

/// `koja check`: every rule over every record.
struct CheckCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check", abstract: told(id: "Periksa catatan.", en: "Check records."),
      discussion: told(
        id: "Contoh: koja check records/complaints/2026\nKode keluar 0 bila bersih, 1 bila ada kesalahan.",
        en: "Example: koja check records/complaints/2026\nExit code 0 when clean, 1 when there are errors."))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Berkas atau folder; tanpa ini semuanya.", en: "Files or folders; else everything."), valueName: "PATH"))
  var paths: [String] = []

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Periksa yang sudah di-`git add`, seperti akan dicatat.",
        en: "Check what is staged, as it will be committed.")))
  var staged = false

  @Flag(help: ArgumentHelp(told(id: "Anggap peringatan sebagai kesalahan.", en: "Treat warnings as errors.")))
  var strict = false

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: FindingFormat = .text

  @Option(
    name: .customLong("max-findings"), parsing: .unconditional,
    help: ArgumentHelp(told(id: "Tampilkan paling banyak N.", en: "Show at most N."), valueName: "N"))
  var maxFindings: Int = 100

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    try Amount.require(maxFindings, atLeast: 0, of: "--max-findings")
    let store = try desk.store()
    let run =
      staged
      ? try store.stagedCheck(now: desk.present(store))
      : CheckRun(store.catalogue, WorkTreeSource(store.files), now: desk.present(store))
    let chosen = try paths.map { try store.recordPath($0) }
    let report = chosen.isEmpty ? (staged ? try store.onlyStaged(run) : run.all()) : try run.only(chosen)
    if !chosen.isEmpty, report.checked == 0 {
      throw Failure(
        .usage,
        Phrase(
          id: "tidak ada catatan di \(paths.joined(separator: ", "))",
          en: "there are no records at \(paths.joined(separator: ", "))"))
    }
    let shown = format.isForPeople ? Array(report.findings.prefix(maxFindings)) : report.findings
    desk.console.write(format.render(shown, desk.console.options(now: desk.present(store))))
    if format.isForPeople {
      let summary = FindingSummary(report.findings, checked: report.checked, shown: shown.count)
      desk.console.write(summary.line(desk.console.language) + "\n")
    }
    let fails = report.findings.contains { $0.severity == .error || (strict && $0.severity == .warning) }
    if fails { throw ExitCode(Failure.Kind.findings.exitCode) }
  }
}
