internal import KojaIndex
internal import KojaModel

/// The bounds of history that a person types.
enum TrailTime {
  /// The seconds meant by the value of an option. Throws a usage failure with examples.
  static func span(_ typed: String, _ option: String, now: Timestamp) throws(Failure) -> TimeSpan {
    if let span = TimeSpan(typed, now: now) { return span }
    throw Failure(
      .usage, Phrase(id: "`\(option) \(typed)` bukan waktu", en: "`\(option) \(typed)` is not a time"),
      hint: Phrase(
        id: "misalnya 2026-03, 2026-03-14, kemarin, atau 7d (tujuh hari lalu)",
        en: "such as 2026-03, 2026-03-14, yesterday, or 7d (seven days ago)"))
  }
}
