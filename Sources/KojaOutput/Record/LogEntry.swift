package import KojaModel

/// One change in the history of a record.
package struct LogEntry: Sendable {
  /// A field that changed.
  package struct Change: Sendable {
    /// The field.
    package var label: Phrase
    /// What it was; nil for nothing.
    package var from: String?
    /// What it became; nil for nothing.
    package var to: String?
    /// Whether only ``to`` is told: a note, a value that may not be shown.
    package var isPlain = false

    /// Something to tell in one text.
    package init(_ label: Phrase, _ text: String) {
      self.init(label, from: nil, to: text)
      isPlain = true
    }

    /// A field that changed.
    package init(_ label: Phrase, from: String?, to: String?) {
      self.label = label
      self.from = from
      self.to = to
    }
  }

  /// When it happened.
  package var at: Timestamp
  /// Who did it.
  package var who: String
  /// What was done, in a line.
  package var title: String
  /// The fields that changed.
  package var changes: [Change]
  /// The short id of the commit; nil while it is not committed.
  package var commit: String?

  /// One change in the history of a record.
  package init(at: Timestamp, who: String, title: String, changes: [Change] = [], commit: String? = nil) {
    self.at = at
    self.who = who
    self.title = title
    self.changes = changes
    self.commit = commit
  }

  /// The history as text: a line for when and who, the title, a line for every field.
  package static func render(_ entries: [LogEntry], _ options: OutputOptions) -> String {
    entries.map { $0.lines(options).map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private func lines(_ options: OutputOptions) -> [String] {
    let room = options.width.map { max(20, $0) } ?? .max
    let local = at.at(offset: options.zone)
    let when =
      "\(Moment.weekday(local.date, options.language)) \(Moment.day(local.date, options.language)) \(Moment.clock(local))"
    let head = [when, safe(who), commit.map { Paint.dim(safe($0), options) } ?? ""]
    var lines = [head.filter { !$0.isEmpty }.joined(separator: "  ")]
    lines += Cells.wrapped(title, to: room - 2).map { "  " + Paint.bold($0, options) }
    for change in changes { lines += change.lines(indent: 4, options) }
    return lines
  }
}

extension LogEntry.Change {
  /// `Label: before -> after`, wrapped.
  func lines(indent: Int, _ options: OutputOptions) -> [String] {
    let room = options.width.map { max(20, $0) } ?? .max
    let before = isPlain ? "" : (from.map(flat) ?? "-") + " -> "
    let text = "\(label[options.language]): " + before + (to.map(flat) ?? "-")
    let blanks = String(repeating: " ", count: indent)
    return Cells.wrapped(text, to: room - indent - 2).enumerated().map { index, line in
      blanks + (index == 0 ? "" : "  ") + line
    }
  }

  private func flat(_ text: String) -> String {
    text.textLines.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
