package import KojaModel

/// A time limit that begins with one action and ends with another: `respond`, `resolve`.
package final class Clock: Sendable {
  /// Where the limit stands.
  package enum Target: Sendable {
    /// In the workflow itself.
    case fixed(TimeLimit)
    /// In a field of the record, or of a record that it refers to: `category.targets.respond`; a time limit or a day.
    case field([String])

    /// Reads one: a time limit, or the name of a field with dots.
    init?(_ node: NodeIndex, in document: Document) {
      if let limit = TimeLimit(node, in: document) {
        self = .fixed(limit)
      } else if let name = document.text(node) {
        self = .field(name.split(separator: ".").map(String.init))
      } else {
        return nil
      }
    }
  }

  /// What happens to a stopped clock when the record is opened again.
  package enum Reopening: String, Sendable, CaseIterable {
    /// The first round's reading stays.
    case keep
    /// It goes on; the time in between does not count.
    case `continue`
    /// It starts anew with the action that opened the record again.
    case restart
  }

  /// Whose value a target in a field has when the field changes on the way.
  package enum TargetMoment: String, Sendable, CaseIterable {
    /// That of the record as it is now.
    case now
    /// What the timeline said when the clock started.
    case start
  }

  /// An extension of the limit.
  package struct Extension: Sendable {
    /// The action that grants it; its entry carries the reason.
    package let action: String
    /// How much it adds; a field where the record, or one that it refers to, decides, and nothing where that says nothing.
    package let by: Target
    /// How often it may be granted.
    package let times: Int

    /// An extension.
    package init(action: String, by: Target, times: Int) {
      self.action = action
      self.by = by
      self.times = times
    }
  }

  /// The code of the clock.
  package let name: String
  /// What people call it.
  package let label: Phrase
  /// The records that have it.
  package let when: Guard
  /// Actions that start it.
  package let start: [String]
  /// Actions that stop it.
  package let stop: [String]
  /// Actions after which a stopped clock goes on, because what stopped it no longer holds; the time in between does not
  /// count.
  package let resumedBy: [String]
  /// Families of states during which it stands still.
  package let pause: [Workflow.Family]
  /// The limit.
  package let target: Target?
  /// Whose value a target in a field has.
  package let targetMoment: TargetMoment
  /// What happens when the record is opened again.
  package let reopening: Reopening
  /// How the limit may be extended; nil where it may not.
  package let `extension`: Extension?
  /// A calendar of its own; nil means the store's first one.
  package let calendar: String?

  /// Reads one clock of a workflow file.
  package init(name: String, _ node: NodeIndex, in document: Document) {
    func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
    self.name = name
    label = document.phrase(document.value("label", in: node), default: name)
    when = Guard(document.value("when", in: node), in: document)
    start = document.texts(document.value("start", in: node))
    stop = document.texts(document.value("stop", in: node))
    resumedBy = document.texts(document.value("resumed_by", in: node))
    pause = document.texts(document.value("pause", in: node)).compactMap(Workflow.Family.init(rawValue:))
    calendar = text("calendar")
    target = document.value("target", in: node).flatMap { Target($0, in: document) }
    targetMoment = text("target_of").flatMap(TargetMoment.init(rawValue:)) ?? .now
    reopening = text("reopened").flatMap(Reopening.init(rawValue:)) ?? .keep
    `extension` = document.value("extension", in: node).flatMap { node in
      guard let action = document.value("action", in: node).flatMap({ document.text($0) }),
        let by = document.value("by", in: node).flatMap({ Target($0, in: document) })
      else { return nil }
      let times = document.value("times", in: node).flatMap { document.integer($0) } ?? 1
      return Extension(action: action, by: by, times: max(1, times))
    }
  }

  /// Whether an entry's action starts it.
  func isStarted(by entry: TimelineEntry) -> Bool { Self.names(start, entry) }

  /// Whether an entry's action stops it.
  func isStopped(by entry: TimelineEntry) -> Bool { Self.names(stop, entry) }

  /// Whether an entry's action makes it go on.
  func isResumed(by entry: TimelineEntry) -> Bool { Self.names(resumedBy, entry) }

  private static func names(_ actions: [String], _ entry: TimelineEntry) -> Bool {
    entry.action.map { action in actions.contains { $0.sameBytes(as: action) } } ?? false
  }
}
