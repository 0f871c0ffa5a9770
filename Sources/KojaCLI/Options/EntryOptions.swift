internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// Options of the verbs that write an entry into a timeline: when it happened, what there is to say, which number it takes.
struct EntryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      told(id: "Catatan pada kejadian itu.", en: "A note in the event."), valueName: told(id: "TEKS", en: "TEXT")))
  var note: String?

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      told(
        id: "Kapan terjadi, bila bukan sekarang; batas waktunya dihitung dari situ.",
        en: "When it happened, if not now; its clocks count from there."),
      valueName: told(id: "WAKTU", en: "TIME")))
  private var typed: String?

  @Option(
    name: .customLong("insert-after"),
    help: ArgumentHelp(
      told(
        id: "Sisipkan nomornya di belakang nomor ini (misalnya 15 menjadi 15a).",
        en: "Put its number in behind this one (behind 15 comes 15a)."), valueName: told(id: "NOMOR", en: "NUMBER")))
  var insertAfter: String?

  /// The names of the options that were given, for messages.
  var given: [String] {
    [("--at", typed), ("--note", note), ("--insert-after", insertAfter)].compactMap { name, value in
      value.map { _ in name }
    }
  }

  /// When it happened, in the zone of the store; nil for now. Throws a usage failure for what is no time.
  func moment(_ store: Store) throws(Failure) -> Timestamp? {
    guard let typed else { return nil }
    let offset = store.settings.offset
    guard let time = Timestamp(typed, defaultOffset: offset) else {
      throw Failure(
        .usage, Phrase(id: "`--at \(typed)` bukan waktu", en: "`--at \(typed)` is not a time"),
        hint: Phrase(id: "misalnya 2026-03-20T08:00", en: "such as 2026-03-20T08:00"))
    }
    return time.at(offset: offset)
  }
}
