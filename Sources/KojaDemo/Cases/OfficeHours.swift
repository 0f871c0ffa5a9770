internal import KojaCivic
internal import KojaModel

/// When things happen: in office hours, as far as a calendar says what they are.
struct OfficeHours {
  let calendar: BusinessCalendar?

  /// How long it takes at most, in seconds, until what waits when an office opens is taken up.
  private static let morning = 2 * 3600

  /// The moment itself when the office is open, else one at the beginning of the next stretch of work.
  func next(_ moment: Timestamp, _ dice: inout Dice) -> Timestamp {
    guard let calendar else { return moment }
    var date = moment.date
    var second = moment.secondOfDay
    for _ in 0..<30 {
      let windows = calendar.isWorkingDay(date, startedOn: date) ? calendar.hours[date.weekday] ?? [] : []
      if let window = windows.first(where: { $0.upperBound > second }) {
        if window.lowerBound > second {
          second = window.lowerBound + dice.below(min(window.count, Self.morning)) / 60 * 60
        }
        return Timestamp(
          date: date, hour: second / 3600, minute: second / 60 % 60, second: second % 60, offset: moment.offset)
      }
      date = date.advanced(by: 1)
      second = 0
    }
    return moment
  }

  /// The last moment of a limit that counts from a moment; a cautious guess beyond the calendar.
  func limit(_ limit: TimeLimit, from start: Timestamp) -> Timestamp {
    if case .at(let due) = DueTime.of(limit, from: start, calendar: calendar) { return due }
    let unit = limit.unit == .hours || limit.unit == .workingHours ? 3600 : 86_400
    return Timestamp(seconds: start.seconds + limit.amount * unit, offset: start.offset)
  }
}
