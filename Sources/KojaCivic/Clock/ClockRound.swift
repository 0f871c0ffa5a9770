internal import KojaModel

/// The stretch of a timeline in which a clock runs: from its start to its stop, with what lies in between.
struct ClockRound {
  /// The step that started it.
  private(set) var start: Int
  /// The step that stopped it; nil while it runs.
  private(set) var stop: Int?
  /// Steps from the stop before a reopening up to the reopening: the clock stands still there.
  private var gaps: [Range<Int>] = []
  private let steps: [Replay.Step]

  /// Finds the last round of a clock, by what it says of records that are opened again; nil when it never started.
  init?(_ clock: Clock, _ replay: Replay, in workflow: Workflow) {
    steps = replay.steps
    guard let first = steps.firstIndex(where: { clock.isStarted(by: $0.entry) }), steps[first].entry.at != nil else {
      return nil
    }
    start = first
    // A record that is entered when all is done starts and stops its clocks at once.
    stop = clock.isStopped(by: steps[first].entry) ? first : Self.stop(clock, steps, after: first)
    while let stopped = stop, let again = Self.resumption(clock, steps, after: stopped, workflow),
      steps[again].entry.at != nil
    {
      let isAnew = clock.reopening == .restart && !clock.isResumed(by: steps[again].entry)
      if isAnew { (start, gaps) = (again, []) } else { gaps.append(stopped..<again) }
      stop = Self.stop(clock, steps, after: again)
    }
  }

  /// When it started.
  var startedAt: Timestamp? { steps[start].entry.at }

  /// When it stopped.
  var stoppedAt: Timestamp? { stop.flatMap { steps[$0].entry.at } }

  /// The entries in it.
  var entries: [TimelineEntry] { steps[start..<(stop ?? steps.endIndex)].map(\.entry) }

  /// The stretches in which it stands still, ascending.
  func pauses(_ clock: Clock, in workflow: Workflow) -> [DueTime.Pause] {
    var pauses: [DueTime.Pause] = []
    for index in start..<(stop ?? steps.endIndex) {
      guard let at = steps[index].entry.at else { continue }
      let waits = steps[index].state.flatMap { workflow.state($0) }.map { clock.pause.contains($0.family) } ?? false
      let stands = waits || gaps.contains { $0.contains(index) }
      let isOpen = pauses.last.map { $0.to == nil } ?? false
      if stands, !isOpen { pauses.append((at, nil)) }
      if !stands, isOpen { pauses[pauses.count - 1].to = at }
    }
    if let stoppedAt, pauses.last.map({ $0.to == nil }) ?? false { pauses[pauses.count - 1].to = stoppedAt }
    return pauses
  }

  private static func stop(_ clock: Clock, _ steps: [Replay.Step], after index: Int) -> Int? {
    steps[(index + 1)...].firstIndex { clock.isStopped(by: $0.entry) }
  }

  /// The next step after which a stopped clock goes on, or starts anew: one of its own, or one that leads out of a closed
  /// state where it does not keep its first reading.
  private static func resumption(
    _ clock: Clock, _ steps: [Replay.Step], after index: Int, _ workflow: Workflow
  ) -> Int? {
    func isClosed(_ step: Replay.Step) -> Bool? {
      step.state.flatMap { workflow.state($0) }.map { $0.family == .closed }
    }
    return steps.indices.dropFirst(index + 1).first { next in
      clock.isResumed(by: steps[next].entry)
        || clock.reopening != .keep && isClosed(steps[next - 1]) == true && isClosed(steps[next]) == false
    }
  }
}
