internal import KojaCivic
internal import KojaModel

/// A day that is counted from today, as templates write it: `today`, `today + 90 calendar-days`, `today + 10 working-days`.
struct DayTemplate {
  /// How long after today; nil for today.
  private let limit: TimeLimit?

  /// Reads it; nil for anything else.
  init?(_ text: String) {
    if text.sameBytes(as: Need.today) {
      limit = nil
      return
    }
    let words = text.split(separator: " ")
    guard words.count == 4, words[0] == Need.today, words[1] == "+", let amount = Int(words[2]),
      (0...36_500).contains(amount),
      let unit = TimeLimit.Unit(rawValue: String(words[3])), [.calendarDays, .workingDays].contains(unit)
    else { return nil }
    limit = TimeLimit(amount: amount, unit: unit)
  }

  /// The day, by the first calendar of a store; nil where the calendar does not reach that far.
  func value(from now: Timestamp, in store: Store) -> Value? {
    guard let limit else { return .string(now.at(offset: store.settings.offset).date.description) }
    let calendar = store.settings.calendars.first.flatMap { ReferenceData.calendars(store.records)[$0] }
    guard case .at(let moment) = DueTime.of(limit, from: now.at(offset: store.settings.offset), calendar: calendar)
    else { return nil }
    return .string(moment.date.description)
  }
}
