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
  /// Whether it runs.
  package let state: State
  /// The limit in force; nil when the record names none.
  package let limit: TimeLimit?
  /// When the limit runs out.
  package let due: DueTime

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
  /// The first starting action starts it and the first stopping action after that stops it; a record that is opened
  /// again keeps the reading of its first round.
  package init?(
    _ clock: Clock, of replay: Replay, in workflow: Workflow, limit: TimeLimit?, calendar: BusinessCalendar?
  ) {
    func named(_ step: Replay.Step, _ names: [String]) -> Bool {
      step.entry.action.map { name in names.contains { $0.sameBytes(as: name) } } ?? false
    }
    guard let first = replay.steps.firstIndex(where: { named($0, clock.start) }),
      let started = replay.steps[first].entry.at
    else { return nil }
    let later = replay.steps[(first + 1)...]
    let stop = later.firstIndex { named($0, clock.stop) }
    var pauses: [(from: Timestamp, to: Timestamp?)] = []
    for step in replay.steps[first..<(stop ?? replay.steps.endIndex)] {
      guard let at = step.entry.at else { continue }
      let isWaiting = step.state.flatMap { workflow.state($0) }.map { clock.pause.contains($0.family) } ?? false
      let isOpen = pauses.last.map { $0.to == nil } ?? false
      if isWaiting, !isOpen { pauses.append((at, nil)) }
      if !isWaiting, isOpen { pauses[pauses.count - 1].to = at }
    }
    let stoppedAt = stop.flatMap { replay.steps[$0].entry.at }
    if let stoppedAt, pauses.last.map({ $0.to == nil }) ?? false { pauses[pauses.count - 1].to = stoppedAt }
    self.clock = clock
    self.startedAt = started
    self.limit = limit
    if let stoppedAt {
      state = .stopped(stoppedAt)
    } else {
      state = pauses.last.map { $0.to == nil } ?? false ? .paused : .running
    }
    due =
      limit.map { DueTime.of($0, from: started, pauses: pauses, calendar: calendar) }
      ?? .unknown(Phrase(id: "standar waktu tidak diatur", en: "no target is configured"))
  }
}
