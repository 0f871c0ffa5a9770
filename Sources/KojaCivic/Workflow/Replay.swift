package import KojaModel

/// What a timeline leads to: the entries that count with the state after each, as far as the workflow explains them.
package struct Replay: Sendable {
  /// An entry and the state it led to.
  package struct Step: Sendable {
    /// The entry.
    package let entry: TimelineEntry
    /// The action; nil when the workflow has none of that name.
    package let action: Workflow.Action?
    /// The state afterwards.
    package let state: String?
    /// Its place in the timeline.
    package let position: Int
  }

  /// The entries that count, in their order.
  package let steps: [Step]
  /// All entries.
  package let timeline: Timeline

  /// Follows a timeline through a workflow. After an action that the workflow does not know the state is unknown;
  /// illegal ones lead where they say: one mistake is not reported again at every later entry.
  package init(_ timeline: Timeline, of workflow: Workflow) {
    var state: String?
    self.timeline = timeline
    steps = timeline.counted.map { position in
      let entry = timeline.entries[position]
      let action = entry.action.flatMap { workflow.action($0) }
      if let action { state = action.to ?? state } else if entry.action != nil { state = nil }
      return Step(entry: entry, action: action, state: state, position: position)
    }
  }

  /// Follows entries through a workflow.
  package init(_ entries: [TimelineEntry], of workflow: Workflow) { self.init(Timeline(entries), of: workflow) }

  /// The state that the timeline leads to.
  package var state: String? { steps.last?.state }

  /// The last entry of one of some actions; nil where there is none.
  package func last(of actions: [String]) -> Step? {
    guard !actions.isEmpty else { return nil }
    return steps.last { step in
      step.action.map { action in actions.contains { $0.sameBytes(as: action.name) } } ?? false
    }
  }

  /// When the present state was entered.
  package var enteredAt: Timestamp? {
    guard let state else { return nil }
    let first = steps.lastIndex { $0.state?.sameBytes(as: state) != true }.map { $0 + 1 } ?? 0
    return steps.indices.contains(first) ? steps[first].entry.at : nil
  }
}
