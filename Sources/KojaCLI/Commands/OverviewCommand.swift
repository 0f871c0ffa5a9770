internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How `overview` and `today` print.
enum ScreenFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `koja overview`: everything at once, on one screen.
struct OverviewCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "overview",
      abstract: told(id: "Seluruh kota pada satu layar.", en: "The whole city on one screen."),
      discussion: told(
        id: "Isinya diatur di `schemas/overview.yaml`.\nContoh: koja overview --format json",
        en: "`schemas/overview.yaml` says what is on it.\nExample: koja overview --format json"))
  }

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: ScreenFormat = .text

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    let (desk, store, now) = try present.asked(reading)
    let indexed = try desk.answering(reading.freshness())
    let screen = OverviewScreen(
      try Overview(of: indexed, now: now), store: store,
      // What was checked is the store as it is, not as it was.
      lastCheck: reading.asOf == nil && globals.now == nil ? .some(LastCheck(of: store)) : nil, now: now,
      language: desk.console.language)
    switch format {
    case .text: desk.console.write(try screen.text(desk.console.options(now: now)))
    case .json: desk.console.write(try screen.value().json(indented: true) + "\n")
    }
  }
}
