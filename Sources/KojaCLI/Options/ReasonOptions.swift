internal import ArgumentParser
internal import KojaModel

/// Options of the verbs that take something back: why, and whether only to show it.
struct ReasonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      told(id: "Alasannya, untuk riwayat.", en: "Why, for the history."), valueName: told(id: "ALASAN", en: "REASON")))
  var reason: String

  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Tunjukkan saja perubahannya.", en: "Only show the change.")))
  var isDryRun = false
}

/// Options of the verbs that need no reason: a note, and whether only to show it.
struct NoteOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp(
      told(id: "Keterangan untuk riwayat.", en: "A note for the history."), valueName: told(id: "KETERANGAN", en: "WHY")
    ))
  var message: String?

  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Tunjukkan saja perubahannya.", en: "Only show the change.")))
  var isDryRun = false
}
