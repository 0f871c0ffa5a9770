internal import ArgumentParser
internal import Glibc
internal import KojaDemo
internal import KojaModel

/// `koja demo`: a made-up city.
struct DemoCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "demo",
      abstract: told(id: "Buat kota rekaan dengan riwayatnya.", en: "Make up a city with its history."),
      discussion: told(
        id:
          "Angka yang sama selalu menghasilkan berkas dan riwayat git yang sama.\nContoh: koja demo kota --records 10000 --seed 1",
        en: "The same numbers always make the same files and commits.\nExample: koja demo city --records 10000 --seed 1"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Folder baru.", en: "A new folder."), valueName: "DIR"))
  var folder: String

  @Option(help: ArgumentHelp(told(id: "Banyaknya perkara.", en: "How many cases."), valueName: "N"))
  var records = 1000

  @Option(help: ArgumentHelp(told(id: "Angka awal untuk segala kebetulan.", en: "Seed of all chance."), valueName: "N"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      told(
        id: "Satu perubahan untuk tiap tindakan, tiap catatan, atau tiap hari.",
        en: "One commit for each action, each record, or each day."),
      valueName: "action|record|batch"))
  var commits: City.Commits = .record

  @OptionGroup var globals: GlobalOptions

  mutating func run() throws {
    let desk = Desk(globals)
    Spoken.settle(desk.console.language)
    guard (1...100_000_000).contains(records) else {
      throw Failure(
        .usage,
        Phrase(
          id: "`--records` harus antara 1 dan 100.000.000", en: "`--records` must lie between 1 and 100,000,000"))
    }
    let (console, total, isShown) = (desk.console, records, isatty(STDERR_FILENO) == 1)
    let made = try City(template: try CityData.locate(), records: records, seed: seed, commits: commits)
      .build(at: folder) { done in
        guard isShown else { return }
        console.complain("\r\(done)/\(total)" + (done == total ? "\n" : ""))
      }
    console.say(
      Phrase(
        id:
          "kota rekaan di \(folder): \(records) perkara, \(made.files) berkas, \(made.commits) perubahan sampai \(made.end), terakhir \(made.commit)",
        en:
          "a made-up city at \(folder): \(records) cases, \(made.files) files, \(made.commits == 1 ? "1 commit" : "\(made.commits) commits") up to \(made.end), the last \(made.commit)"
      ))
  }
}

extension City.Commits: ExpressibleByArgument {}
