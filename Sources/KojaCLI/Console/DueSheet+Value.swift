internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// Due times for machines.
extension DueSheet {
  /// The record and its clocks; the steps where they were asked for.
  var value: Value {
    .object([
      .init("record", .string("\(record.collection.name)/\(record.id)")), .init("status", .optional(status)),
      .init("clocks", .array(readings.map(value))),
    ])
  }

  private func value(_ reading: ClockReading) -> Value {
    var (state, stopped, note) = ("running", nil as Timestamp?, nil as Phrase?)
    switch reading.state {
    case .running: break
    case .paused: state = "paused"
    case .stopped(let moment): (state, stopped) = ("stopped", moment)
    }
    if case .unknown(let why) = reading.due { note = why }
    var members: [Value.Member] = [
      .init("clock", .string(reading.clock.name)), .init("label", .string(reading.clock.label[lines.language])),
      .init("state", .string(state)), .init("startedAt", .string(local(reading.startedAt))),
      .init("startedBy", .optional(reading.actions.start)),
      .init("target", reading.limit.map { amount($0) } ?? .null),
      .init("calendar", .optional(countsByCalendar(reading) ? calendar(reading.clock) : nil)),
      .init("dueAt", .optional(reading.dueAt.map(local))), .init("stoppedAt", .optional(stopped.map(local))),
      .init("stoppedBy", .optional(reading.actions.stop)),
      .init("overdue", .boolean(reading.isOverdue(at: lines.now))), .init("note", .optional(note?[lines.language])),
    ]
    if explains { members.append(.init("steps", .array(reading.steps.map(value)))) }
    return .object(members)
  }

  private func value(_ step: DueStep) -> Value {
    func day(_ kind: String, _ date: CalendarDate, _ holiday: BusinessCalendar.Holiday) -> Value {
      .object([
        .init("step", .string(kind)), .init("date", .string(date.description)), .init("name", .string(holiday.name)),
        .init("kind", .string(holiday.kind)), .init("publishedAt", .optional(holiday.publishedAt?.description)),
      ])
    }
    func span(_ kind: String, _ from: String, _ to: String?, _ more: [Value.Member] = []) -> Value {
      .object([.init("step", .string(kind)), .init("from", .string(from)), .init("to", .optional(to))] + more)
    }
    switch step {
    case .counted(let from, let to, let total):
      return span("counted", from.description, to.description, [.init("days", .integer(total))])
    case .worked(let from, let to, let total):
      return span("worked", local(from), local(to), [.init("seconds", .integer(total))])
    case .weekend(let from, let to): return span("weekend", from.description, to.description)
    case .holiday(let date, let holiday): return day("holiday", date, holiday)
    case .publishedLater(let date, let holiday): return day("published-later", date, holiday)
    case .closed(let date):
      return .object([.init("step", .string("closed")), .init("date", .string(date.description))])
    case .paused(let from, let to): return span("paused", local(from), to.map(local))
    case .extended(let limit, let at, let reason):
      return .object([
        .init("step", .string("extended")), .init("at", .string(local(at))), .init("by", amount(limit)),
        .init("reason", .optional(reason)),
      ])
    case .notGranted(let at):
      return .object([.init("step", .string("not-granted")), .init("at", .string(local(at)))])
    case .notExtended(let at, let isLate):
      return .object([
        .init("step", .string("not-extended")), .init("at", .string(local(at))), .init("late", .boolean(isLate)),
      ])
    }
  }

  private func amount(_ limit: TimeLimit) -> Value {
    guard limit.unit != .day else { return .string(CalendarDate(dayNumber: limit.amount).description) }
    return .object([.init("amount", .integer(limit.amount)), .init("unit", .string(limit.unit.rawValue))])
  }

  private func local(_ time: Timestamp) -> String { time.at(offset: lines.now.offset).description }
}
