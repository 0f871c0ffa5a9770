package import KojaModel

/// When a time limit runs out: pure arithmetic over a calendar.
package enum DueTime: Sendable, Equatable {
  /// The last moment that is still in time.
  case at(Timestamp)
  /// The limit is used up only after a pause that has not ended.
  case waiting
  /// The calendar does not reach that far, or there is none.
  case unknown(Phrase)

  /// A stretch that does not count; an end of nil means that it still lasts.
  package typealias Pause = (from: Timestamp, to: Timestamp?)

  /// The due time of a limit that starts at a moment.
  ///
  /// - Parameters:
  ///   - limit: The amount and its unit.
  ///   - start: When it starts; its offset is the local time of the days.
  ///   - pauses: Stretches that do not count, ascending.
  ///   - calendar: Working days and hours; needed for the units that count them.
  ///   - known: The day whose knowledge of holidays counts; that of the start where nil.
  ///   - tell: Learns every step.
  package static func of(
    _ limit: TimeLimit, from start: Timestamp, pauses: [Pause] = [], calendar: BusinessCalendar?,
    knownOn known: CalendarDate? = nil, tell: (DueStep) -> Void = { _ in }
  ) -> DueTime {
    let run = Computation(start: start, known: known ?? start.date, pauses: pauses, calendar: calendar)
    switch limit.unit {
    case .hours: return run.hours(limit.amount, isOffice: false, tell)
    case .workingHours: return calendar == nil ? noCalendar : run.hours(limit.amount, isOffice: true, tell)
    case .calendarDays: return run.days(limit.amount, isOffice: false, tell)
    case .workingDays: return calendar == nil ? noCalendar : run.days(limit.amount, isOffice: true, tell)
    // A day that was promised is not put off by waiting.
    case .day: return .at(run.lastSecond(of: CalendarDate(dayNumber: limit.amount)))
    }
  }

  private static var noCalendar: DueTime {
    .unknown(Phrase(id: "tidak ada kalender kerja", en: "there is no working calendar"))
  }

  fileprivate static func beyond(_ date: CalendarDate) -> DueTime {
    .unknown(
      Phrase(
        id: "kalender belum memuat \(date.parts.year); tenggat tidak ditebak",
        en: "the calendar does not cover \(date.parts.year); a due time is never guessed"))
  }
}

private struct Computation {
  let start: Timestamp
  let known: CalendarDate
  let pauses: [DueTime.Pause]
  let calendar: BusinessCalendar?

  /// Counts whole days: the day after the start is the first, a day on whose end the clock stood still does not count,
  /// and the due time is the last second of the last day. A limit of no days ends with the day of the start.
  func days(_ amount: Int, isOffice: Bool, _ tell: (DueStep) -> Void) -> DueTime {
    var done = 0
    var date = start.date
    while done < amount {
      date = date.advanced(by: 1)
      let end = lastSecond(of: date)
      if let pause = pauses.first(where: { $0.from <= end && ($0.to.map { end < $0 } ?? true) }) {
        tell(.paused(from: pause.from, to: pause.to))
        if pause.to == nil { return .waiting }
        continue
      }
      guard let works = works(date, isOffice: isOffice, tell) else { return .beyond(date) }
      guard works else { continue }
      done += 1
      tell(.counted(from: date, to: date, total: done))
    }
    return .at(lastSecond(of: date))
  }

  /// Counts seconds inside the windows of each day, pauses left out.
  func hours(_ amount: Int, isOffice: Bool, _ tell: (DueStep) -> Void) -> DueTime {
    let amount = amount * 3600
    var done = 0
    var date = start.date
    while true {
      let midnight = Timestamp(date: date, offset: start.offset).seconds
      guard let windows = windows(of: date, isOffice: isOffice, tell) else { return .beyond(date) }
      for window in windows {
        var from = max(midnight + window.lowerBound, start.seconds)
        let to = midnight + window.upperBound
        while from < to {
          let next = pauses.first { ($0.to?.seconds ?? .max) > from }
          if let next, next.from.seconds <= from {
            tell(.paused(from: next.from, to: next.to))
            guard let end = next.to else { return .waiting }
            from = end.seconds
            continue
          }
          let until = min(min(to, next?.from.seconds ?? to), from + amount - done)
          done += until - from
          tell(.worked(from: moment(from), to: moment(until), total: done))
          if done >= amount { return .at(moment(until)) }
          from = until
        }
      }
      // A calendar without any office hours would never end; a limit of 100,000 hours is eleven years.
      guard date.dayNumber - start.date.dayNumber < 40_000 else { return .beyond(date) }
      date = date.advanced(by: 1)
    }
  }

  private func windows(of date: CalendarDate, isOffice: Bool, _ tell: (DueStep) -> Void) -> [Range<Int>]? {
    guard isOffice, let calendar else { return [0..<86_400] }
    guard let works = works(date, isOffice: true, tell) else { return nil }
    guard works else { return [] }
    let hours = calendar.hours[date.weekday] ?? []
    if hours.isEmpty { tell(.closed(date)) }
    return hours
  }

  /// Whether a day counts; nil where the calendar does not know it.
  private func works(_ date: CalendarDate, isOffice: Bool, _ tell: (DueStep) -> Void) -> Bool? {
    guard isOffice, let calendar else { return true }
    switch calendar.day(date, startedOn: known) {
    case .unknown: return nil
    case .weekend:
      tell(.weekend(from: date, to: date))
      return false
    case .holiday(let holiday):
      tell(.holiday(date, holiday))
      return false
    case .working(let later):
      if let later { tell(.publishedLater(date, later)) }
      return true
    }
  }

  private func moment(_ seconds: Int) -> Timestamp { Timestamp(seconds: seconds, offset: start.offset) }

  func lastSecond(of date: CalendarDate) -> Timestamp {
    Timestamp(date: date, hour: 23, minute: 59, second: 59, offset: start.offset)
  }
}
