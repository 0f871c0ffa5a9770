internal import KojaModel
internal import KojaStore

extension Desk {
  /// The time that somebody typed for `--at`; without a zone, that of the store.
  func moment(typed: String) throws(Failure) -> Timestamp {
    guard let time = Timestamp(typed, defaultOffset: try store().settings.offset) else {
      throw Failure(
        .usage, Phrase(id: "`--at \(typed)` bukan waktu", en: "`--at \(typed)` is not a time"),
        hint: Phrase(id: "misalnya 2026-03-20T08:00", en: "such as 2026-03-20T08:00"))
    }
    return time
  }
}
