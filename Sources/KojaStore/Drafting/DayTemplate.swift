package import KojaCivic
package import KojaModel

/// A day that is counted from another one, as templates write it: `today`, `today + 90 calendar-days`,
/// `today + 10 working-days`, `valid_from + service.validity.months months`.
package struct DayTemplate {
  /// How long after the first day: a number, or the field that holds it.
  private enum Amount {
    case number(Int)
    case field(String)
  }

  /// The field with the first day; nil for today.
  private let start: String?
  /// How much later; nil for the first day itself.
  private let amount: Amount?
  private let unit: TimeLimit.Unit?

  /// The fields that it reads, dotted.
  var fields: [String] {
    guard case .field(let name) = amount else { return [start].compactMap { $0 } }
    return [start].compactMap { $0 } + [name]
  }

  /// Reads it; nil for anything else.
  package init?(_ text: String) {
    if text.sameBytes(as: Need.today) {
      (start, amount, unit) = (nil, nil, nil)
      return
    }
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 4, words[1] == "+" else { return nil }
    switch words[3] {
    // Months are no limit of a clock: they are counted by the calendar on the wall.
    case "months": unit = nil
    case let name:
      guard let limit = TimeLimit.Unit(rawValue: name), [.calendarDays, .workingDays].contains(limit) else {
        return nil
      }
      unit = limit
    }
    start = words[0] == Need.today ? nil : words[0]
    if let number = Int(words[2]) {
      guard (0...Self.most).contains(number) else { return nil }
      amount = .number(number)
    } else {
      amount = .field(words[2])
    }
  }

  /// Reads what stands between braces; nil for anything else.
  package init?(between text: String) {
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
    self.init(String(text.dropFirst().dropLast()))
  }

  /// A hundred years.
  private static let most = 36_500

  /// The day, by the first calendar of a store; nil where the calendar does not reach that far, or a field is missing.
  ///
  /// - Parameter look: The value of a field.
  func value(from now: Timestamp, in store: Store, _ look: (String) -> Value? = { _ in nil }) -> Value? {
    let calendar =
      unit == nil ? nil : store.settings.calendars.first.flatMap { ReferenceData.calendars(store.records)[$0] }
    return value(from: now, calendar: calendar, offset: store.settings.offset, look)
  }

  /// The same by a calendar, at an office's offset.
  package func value(
    from now: Timestamp, calendar: BusinessCalendar?, offset: Int, _ look: (String) -> Value?
  ) -> Value? {
    let today = now.at(offset: offset)
    guard let amount else { return .string(today.date.description) }
    guard let first = start.map({ look($0)?.plainText.flatMap { CalendarDate($0) } }) ?? today.date,
      let count = number(amount, look), (0...Self.most).contains(count)
    else { return nil }
    guard let unit else { return first.advanced(months: count).map { .string($0.description) } }
    let moment = start == nil ? today : Timestamp(date: first, offset: offset)
    guard case .at(let due) = DueTime.of(TimeLimit(amount: count, unit: unit), from: moment, calendar: calendar) else {
      return nil
    }
    return .string(due.date.description)
  }

  private func number(_ amount: Amount, _ look: (String) -> Value?) -> Int? {
    switch amount {
    case .number(let number): number
    case .field(let name): look(name)?.plainText.flatMap { Int($0) }
    }
  }
}
