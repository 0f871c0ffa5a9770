package import KojaModel

/// What a clock of one record shows at a given moment.
package struct ClockReading: Sendable {
  /// Whether it runs.
  package enum State: Sendable, Equatable {
    /// It has started and has neither stopped nor paused.
    case running
    /// The record waits for somebody else.
    case paused
    /// It has been stopped.
    case stopped(Timestamp)
  }

  /// The clock.
  package let clock: Clock
  /// When it started.
  package let startedAt: Timestamp
  /// The action that started it, and the one that stopped it.
  package let actions: (start: String?, stop: String?)
  /// Whether it runs.
  package let state: State
  /// The limit in force, without extensions; nil when the record names none.
  package let limit: TimeLimit?
  /// When the limit runs out.
  package let due: DueTime
  /// How the due time came about, where that was asked for.
  package let steps: [DueStep]

  /// The due time, when it is known.
  package var dueAt: Timestamp? { if case .at(let moment) = due { moment } else { nil } }

  /// Whether the limit has been passed: by a running clock now, by a stopped one when it stopped.
  package func isOverdue(at now: Timestamp) -> Bool {
    guard let dueAt else { return false }
    return switch state {
    case .stopped(let moment): moment > dueAt
    case .running, .paused: now > dueAt
    }
  }

  /// Reads a clock from a replayed timeline; nil when it has not started.
  ///
  /// The first starting action starts it and the first stopping action after that stops it; what happens to a record
  /// that is opened again, the clock itself says.
  ///
  /// - Parameters:
  ///   - extension: What an extension adds, where the record says that and not the workflow; nil for nothing.
  ///   - offset: The local time of the days and office hours, in minutes, whatever offset the entries are written with.
  ///   - explains: Whether the steps of the computation are wanted.
  package init?(
    _ clock: Clock, of replay: Replay, in workflow: Workflow, limit: TimeLimit?, extension: TimeLimit? = nil,
    calendar: BusinessCalendar?, offset: Int, explains: Bool = false
  ) {
    guard let round = ClockRound(clock, replay, in: workflow),
      let started = round.startedAt?.at(offset: offset)
    else { return nil }
    let pauses = round.pauses(clock, in: workflow)
    self.clock = clock
    self.startedAt = started
    self.limit = limit
    actions = (replay.steps[round.start].entry.action, round.stop.flatMap { replay.steps[$0].entry.action })
    if let stoppedAt = round.stoppedAt {
      state = .stopped(stoppedAt)
    } else {
      state = pauses.last.map { $0.to == nil } ?? false ? .paused : .running
    }
    guard let limit else {
      (due, steps) = (.unknown(Phrase(id: "standar waktu tidak diatur", en: "no target is configured")), [])
      return
    }
    var trace = DueTrace()
    var due = DueTime.of(limit, from: started, pauses: pauses, calendar: calendar) { if explains { trace.add($0) } }
    var granted = 0
    for entry in clock.extension == nil ? [] : round.entries {
      guard let more = clock.extension, let at = entry.at, entry.action?.sameBytes(as: more.action) ?? false else {
        continue
      }
      // Time that has run out cannot be prolonged.
      let isLate = if case .at(let end) = due { at > end } else { false }
      let by = if case .fixed(let limit) = more.by { limit } else { `extension` }
      guard let by else {
        if explains { trace.add(.notGranted(at: at)) }
        continue
      }
      guard !isLate, granted < more.times else {
        if explains { trace.add(.notExtended(at: at, isLate: isLate)) }
        continue
      }
      granted += 1
      if explains { trace.add(.extended(by, at: at, reason: entry.reason)) }
      guard case .at(let end) = due else { continue }
      due = DueTime.of(by, from: end, pauses: pauses, calendar: calendar, knownOn: started.date) {
        if explains { trace.add($0) }
      }
    }
    self.due = due
    steps = trace.steps
  }
}
