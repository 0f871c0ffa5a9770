package import KojaModel

/// When a time limit runs out: pure arithmetic over a calendar.
package enum DueTime: Sendable, Equatable {
  /// The last moment that is still in time.
  case at(Timestamp)
  /// The limit is used up only after a pause that has not ended.
  case waiting
  /// The calendar does not reach that far, or there is none.
  case unknown(Phrase)

  /// The due time of a limit that starts at a moment.
  ///
  /// - Parameters:
  ///   - limit: The amount and its unit.
  ///   - start: When it starts; its offset is the local time of the days.
  ///   - pauses: Stretches that do not count, ascending; an end of nil means that it still lasts.
  ///   - calendar: Working days and hours; needed for the units that count them.
  package static func of(
    _ limit: TimeLimit, from start: Timestamp, pauses: [(from: Timestamp, to: Timestamp?)] = [],
    calendar: BusinessCalendar?
  ) -> DueTime {
    switch limit.unit {
    case .hours: return elapsed(limit.amount * 3600, from: start, pauses: pauses) { _ in [0..<86_400] }
    case .workingHours:
      guard let calendar else { return noCalendar }
      return elapsed(limit.amount * 3600, from: start, pauses: pauses) { date in
        guard calendar.knows(date) else { return nil }
        return calendar.isWorkingDay(date, startedOn: start.date) ? calendar.hours[date.weekday] ?? [] : []
      }
    case .calendarDays: return days(limit.amount, from: start, pauses: pauses) { _ in true }
    case .workingDays:
      guard let calendar else { return noCalendar }
      return days(limit.amount, from: start, pauses: pauses) { date in
        calendar.knows(date) ? calendar.isWorkingDay(date, startedOn: start.date) : nil
      }
    }
  }

  /// Counts whole days: the day after the start is the first, a day on whose end the clock stood still does not count,
  /// and the due time is the last second of the last day. A limit of no days ends with the day of the start.
  private static func days(
    _ amount: Int, from start: Timestamp, pauses: [(from: Timestamp, to: Timestamp?)],
    counts: (CalendarDate) -> Bool?
  ) -> DueTime {
    var left = amount
    var date = start.date
    while left > 0 {
      date = date.advanced(by: 1)
      let end = lastSecond(of: date, offset: start.offset)
      switch pause(at: end, pauses) {
      case .some(.none): return .waiting
      case .some(.some): continue
      case .none: break
      }
      guard let isCounted = counts(date) else { return beyond(date) }
      if isCounted { left -= 1 }
    }
    return .at(lastSecond(of: date, offset: start.offset))
  }

  /// Counts seconds inside the windows of each day, pauses left out.
  private static func elapsed(
    _ amount: Int, from start: Timestamp, pauses: [(from: Timestamp, to: Timestamp?)],
    windows: (CalendarDate) -> [Range<Int>]?
  ) -> DueTime {
    var left = amount
    var date = start.date
    while true {
      let midnight = Timestamp(date: date, offset: start.offset).seconds
      guard let windows = windows(date) else { return beyond(date) }
      for window in windows {
        var from = max(midnight + window.lowerBound, start.seconds)
        let to = midnight + window.upperBound
        while from < to {
          let next = pauses.first { ($0.to?.seconds ?? .max) > from }
          if let next, next.from.seconds <= from {
            guard let end = next.to else { return .waiting }
            from = end.seconds
            continue
          }
          let until = min(to, next?.from.seconds ?? to)
          if until - from >= left { return .at(Timestamp(seconds: from + left, offset: start.offset)) }
          left -= until - from
          from = until
        }
      }
      // A calendar without any office hours would never end; a limit of 100,000 hours is eleven years.
      guard date.dayNumber - start.date.dayNumber < 40_000 else { return beyond(date) }
      date = date.advanced(by: 1)
    }
  }

  /// The pause that covers a moment: nil for none, `.some(nil)` for one that still lasts.
  private static func pause(at moment: Timestamp, _ pauses: [(from: Timestamp, to: Timestamp?)]) -> Timestamp?? {
    guard let pause = pauses.first(where: { $0.from <= moment && ($0.to.map { moment < $0 } ?? true) }) else {
      return .none
    }
    return .some(pause.to)
  }

  private static func lastSecond(of date: CalendarDate, offset: Int) -> Timestamp {
    Timestamp(date: date, hour: 23, minute: 59, second: 59, offset: offset)
  }

  private static var noCalendar: DueTime {
    .unknown(Phrase(id: "tidak ada kalender kerja", en: "there is no working calendar"))
  }

  private static func beyond(_ date: CalendarDate) -> DueTime {
    .unknown(
      Phrase(
        id: "kalender belum memuat \(date.parts.year); tenggat tidak ditebak",
        en: "the calendar does not cover \(date.parts.year); a due time is never guessed"))
  }
}
