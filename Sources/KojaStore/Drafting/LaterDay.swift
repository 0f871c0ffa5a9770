internal import KojaCivic
internal import KojaModel

/// A day that is counted from today, as templates write it: `today + 90 calendar-days`, `today + 10 working-days`.
struct LaterDay {
  private let limit: TimeLimit

  /// Reads it; nil for anything else.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 4, words[0] == "today", words[1] == "+", let amount = Int(words[2]),
      (0...36_500).contains(amount),
      let unit = TimeLimit.Unit(rawValue: String(words[3])), [.calendarDays, .workingDays].contains(unit)
    else { return nil }
    limit = TimeLimit(amount: amount, unit: unit)
  }

  /// The day; nil where the calendar does not reach that far.
  func day(from now: Timestamp, _ calendar: BusinessCalendar?) -> CalendarDate? {
    if case .at(let moment) = DueTime.of(limit, from: now, calendar: calendar) { moment.date } else { nil }
  }
}
