package import KojaModel

/// Whether something came within a time limit.
package enum Deadline: Sendable, Equatable {
  /// It was in time.
  case kept
  /// It was not; the last moment that would have been.
  case missed(Timestamp)
  /// The calendar does not tell.
  case unknown(Phrase)

  /// Judges a moment by a limit that starts at another one. A limit never ends before so many days of any kind have
  /// gone by, so what comes sooner is in time whatever the calendar says.
  ///
  /// - Parameter offset: The local time of the days and office hours, in minutes.
  package static func of(
    _ limit: TimeLimit, from start: Timestamp, _ at: Timestamp, calendar: BusinessCalendar?, offset: Int
  ) -> Deadline {
    let start = start.at(offset: offset)
    switch DueTime.of(limit, from: start, calendar: calendar) {
    case .at(let due): return at > due ? .missed(due) : .kept
    case .waiting: return .kept
    case .unknown(let why):
      let least = TimeLimit(amount: limit.amount, unit: limit.unit == .workingHours ? .hours : .calendarDays)
      guard case .at(let due) = DueTime.of(least, from: start, calendar: nil), at <= due else { return .unknown(why) }
      return .kept
    }
  }
}
