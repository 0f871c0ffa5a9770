internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How `audit` prints what it found.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, jsonl
}

/// `koja audit`: nothing happened in the history that may not happen.
struct AuditCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "audit",
      abstract: told(id: "Periksa setiap perubahan dalam riwayat.", en: "Judge every commit of the history."),
      discussion: told(
        id:
          "Mencari catatan yang dihapus, kejadian yang diubah, tindakan yang tidak sah, nomor yang dipakai ulang, dan perubahan yang dicatat di luar koja. Riwayat sebelum `adopted` di schemas/store.yaml tidak dinilai.\nContoh: koja audit v1.0..HEAD",
        en:
          "Looks for records that were removed, entries that were changed, actions that are not allowed, numbers that were used again, and commits made past koja. What came before `adopted` in schemas/store.yaml is not judged.\nExample: koja audit v1.0..HEAD"
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Rentang A..B atau satu versi; boleh waktu; tanpa ini semuanya.",
        en: "A range A..B or a revision; times will do; else everything."),
      valueName: "RANGE"))
  var range: String?

  @Flag(help: ArgumentHelp(told(id: "Anggap peringatan sebagai kesalahan.", en: "Treat warnings as errors.")))
  var strict = false

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: AuditFormat = .text

  @Option(
    name: .customLong("max-findings"), parsing: .unconditional,
    help: ArgumentHelp(told(id: "Tampilkan paling banyak N.", en: "Show at most N."), valueName: "N"))
  var maxFindings: Int = Console.mostFindings

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    try Amount.require(maxFindings, atLeast: 0, of: "--max-findings")
    let store = try desk.store()
    let console = desk.console
    let progress = Progress(Phrase(id: "memeriksa riwayat", en: "judging the history"), language: console.language)
    defer { progress.end() }
    let report = try store.audit(range) { progress.tell($0, $1) }
    progress.end()
    let options = console.options(now: desk.present(store))
    let pages = AuditPages(report: report, zone: store.settings.offset)
    switch format {
    case .json:
      console.write(Value.array(FindingGroup.values(pages.groups, console.language)).json(indented: true) + "\n")
    case .jsonl: console.write(FindingGroup.values(pages.groups, console.language).map { $0.json() + "\n" }.joined())
    case .text:
      console.write(FindingGroup.text(pages.groups, atMost: maxFindings, options))
      let hidden = report.findings.count - maxFindings
      if hidden > 0 {
        console.say(Phrase(id: "+\(hidden) lagi: `--max-findings`", en: "+\(hidden) more: `--max-findings`"))
      }
      console.say(pages.summary)
    }
    if report.judgedByPresent > 0 {
      console.note(
        Phrase(
          id: "\(report.judgedByPresent) perubahan dinilai dengan skema sekarang: skemanya sendiri bermasalah",
          en: (report.judgedByPresent == 1 ? "1 commit was" : "\(report.judgedByPresent) commits were")
            + " judged by the present schemas: those of then are broken"))
    }
    for end in report.ends { console.note(end.phrase) }
    let fails = report.findings.contains { $0.severity == .error || (strict && $0.severity == .warning) }
    if fails { throw ExitCode(Failure.Kind.findings.exitCode) }
  }
}
