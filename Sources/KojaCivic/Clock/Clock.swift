package import KojaModel

/// A time limit that begins with one action and ends with another: `respond`, `resolve`.
package struct Clock: Sendable {
  /// Where the limit stands.
  package enum Target: Sendable {
    /// In the workflow itself.
    case fixed(TimeLimit)
    /// In a field of the record, or of a record that it refers to: `category.targets.respond`.
    case field([String])
  }

  /// The code of the clock.
  package let name: String
  /// What people call it.
  package let label: Phrase
  /// Actions that start it.
  package let start: [String]
  /// Actions that stop it.
  package let stop: [String]
  /// Families of states during which it stands still.
  package let pause: [Workflow.Family]
  /// The limit.
  package let target: Target?
  /// A calendar of its own; nil means the store's first one.
  package let calendar: String?

  /// Reads one clock of a workflow file.
  package init(name: String, _ node: NodeIndex, in document: Document) {
    self.name = name
    label = document.phrase(document.value("label", in: node), default: name)
    start = document.texts(document.value("start", in: node))
    stop = document.texts(document.value("stop", in: node))
    pause = document.texts(document.value("pause", in: node)).compactMap(Workflow.Family.init(rawValue:))
    calendar = document.value("calendar", in: node).flatMap { document.text($0) }
    target = document.value("target", in: node).flatMap { value in
      if let limit = TimeLimit(value, in: document) { return .fixed(limit) }
      return document.text(value).map { .field($0.split(separator: ".").map(String.init)) }
    }
  }

  /// A clock made in code.
  package init(
    name: String, label: Phrase, start: [String], stop: [String], pause: [Workflow.Family] = [], target: Target?,
    calendar: String? = nil
  ) {
    self.name = name
    self.label = label
    self.start = start
    self.stop = stop
    self.pause = pause
    self.target = target
    self.calendar = calendar
  }
}
