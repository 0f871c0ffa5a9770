package import KojaModel

/// A step in the computation of a due time, for whoever wants to follow it.
package enum DueStep: Sendable, Equatable {
  /// Days that count, the first and the last of them, and how many have counted by then.
  case counted(from: CalendarDate, to: CalendarDate, total: Int)
  /// Hours that count, and the seconds that have counted by then.
  case worked(from: Timestamp, to: Timestamp, total: Int)
  /// Days of a weekend.
  case weekend(from: CalendarDate, to: CalendarDate)
  /// A day off.
  case holiday(CalendarDate, BusinessCalendar.Holiday)
  /// A holiday that was published after the clock had started: it counts as any other day.
  case publishedLater(CalendarDate, BusinessCalendar.Holiday)
  /// A working day without office hours.
  case closed(CalendarDate)
  /// A stretch in which the clock stands still; it still lasts where there is no end.
  case paused(from: Timestamp, to: Timestamp?)
  /// An extension by an amount, granted at a moment, with its reason code.
  case extended(TimeLimit, at: Timestamp, reason: String?)
  /// An extension that came after the limit, or once too often.
  case notExtended(at: Timestamp, isLate: Bool)
  /// An extension for which nothing says by how much.
  case notGranted(at: Timestamp)
}

/// The steps in their order; neighbours of one kind become one.
struct DueTrace {
  private(set) var steps: [DueStep] = []

  mutating func add(_ step: DueStep) {
    switch (steps.last, step) {
    case (.counted(let from, let last, _)?, .counted(let next, let to, let total)) where last.advanced(by: 1) == next:
      steps[steps.count - 1] = .counted(from: from, to: to, total: total)
    case (.worked(let from, let last, _)?, .worked(let next, let to, let total)) where last == next:
      steps[steps.count - 1] = .worked(from: from, to: to, total: total)
    case (.weekend(let from, let last)?, .weekend(let next, let to)) where last.advanced(by: 1) == next:
      steps[steps.count - 1] = .weekend(from: from, to: to)
    case (.paused(let from, let to)?, .paused(let other, _)) where from == other && to != nil: break
    default: steps.append(step)
    }
  }
}
