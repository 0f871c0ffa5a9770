package import KojaModel

/// The seconds that a person means by a date or a time, with as much of it as they care for: `2026`, `2026-03`,
/// `2026-03-14`, `2026-03-14T08:12`, `kemarin`; `7d` is the moment seven days ago.
package struct TimeSpan: Sendable {
  /// Its first second.
  package let first: Int
  /// Its last second.
  package let last: Int

  /// Reads what was typed, as filters do; in the zone of `now`.
  package init?(_ text: String, now: Timestamp) {
    if let period = DatePeriod(text, now: now), case .integer(let first) = period.moments.first.value,
      case .integer(let end) = period.moments.last.value
    {
      (self.first, last) = (first, end - 1)
    } else if let moment = Age(text)?.moment(before: now) {
      (first, last) = (moment.seconds, moment.seconds)
    } else {
      return nil
    }
  }
}
