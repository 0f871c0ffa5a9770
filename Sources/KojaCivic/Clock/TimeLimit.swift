package import KojaModel

/// An amount of time as an office counts it.
package struct TimeLimit: Sendable, Hashable {
  /// How the amount is counted.
  package enum Unit: String, Sendable, CaseIterable {
    /// Hours of the clock on the wall.
    case hours
    /// Hours of the calendar's office times.
    case workingHours = "working-hours"
    /// Days that are neither weekend nor day off; the day after the start is the first.
    case workingDays = "working-days"
    /// Days of the calendar; the day after the start is the first.
    case calendarDays = "calendar-days"
    /// Not an amount but a day that somebody set: to the end of the day with this number.
    case day
  }

  /// How many; 0 or more.
  package let amount: Int
  /// Of what.
  package let unit: Unit

  /// An amount of time.
  package init(amount: Int, unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  /// Up to the end of a day.
  package init(until day: CalendarDate) { self.init(amount: day.dayNumber, unit: .day) }

  /// Reads `{amount: 14, unit: working-days}`, or a date; nil when it is something else.
  package init?(_ node: NodeIndex, in document: Document) {
    if let day = document.string(node).flatMap({ CalendarDate($0) }) {
      self.init(until: day)
      return
    }
    guard let amount = document.value("amount", in: node).flatMap({ document.integer($0) }), amount >= 0,
      amount <= 100_000,
      let unit = document.value("unit", in: node).flatMap({ document.text($0) }).flatMap(Unit.init(rawValue:)),
      unit != .day
    else { return nil }
    self.init(amount: amount, unit: unit)
  }

  /// As a person says it: `14 hari kerja`.
  package var phrase: Phrase {
    switch unit {
    case .hours: Phrase(id: "\(amount) jam", en: amount == 1 ? "1 hour" : "\(amount) hours")
    case .workingHours:
      Phrase(id: "\(amount) jam kerja", en: amount == 1 ? "1 working hour" : "\(amount) working hours")
    case .workingDays: Phrase(id: "\(amount) hari kerja", en: amount == 1 ? "1 working day" : "\(amount) working days")
    case .calendarDays:
      Phrase(id: "\(amount) hari kalender", en: amount == 1 ? "1 calendar day" : "\(amount) calendar days")
    case .day: Phrase(id: "sampai \(CalendarDate(dayNumber: amount))", en: "by \(CalendarDate(dayNumber: amount))")
    }
  }
}
