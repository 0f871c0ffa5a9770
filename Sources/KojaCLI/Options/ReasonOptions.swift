internal import ArgumentParser
internal import KojaModel

/// The option of everything that can be looked at first.
struct DryRunOptions: ParsableArguments {
  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Tunjukkan saja perubahannya.", en: "Only show the change.")))
  var isDryRun = false
}

/// The option of everything that may say why.
struct MessageOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .customLong("message")],
    help: ArgumentHelp(
      told(id: "Keterangan untuk riwayat.", en: "A note for the history."), valueName: told(id: "KETERANGAN", en: "WHY")
    ))
  var message: String?
}

/// Options of the verbs that take something back: why, and whether only to show it.
struct ReasonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      told(id: "Alasannya, untuk riwayat.", en: "Why, for the history."), valueName: told(id: "ALASAN", en: "REASON")))
  var reason: String

  @OptionGroup private var dryRun: DryRunOptions

  /// Whether only to show the change.
  var isDryRun: Bool { dryRun.isDryRun }
}

/// Options of the verbs that need no reason: a note, and whether only to show it.
struct NoteOptions: ParsableArguments {
  @OptionGroup private var note: MessageOptions
  @OptionGroup private var dryRun: DryRunOptions

  /// A note for the history.
  var message: String? { note.message }
  /// Whether only to show the change.
  var isDryRun: Bool { dryRun.isDryRun }
}
