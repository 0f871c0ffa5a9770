package import KojaModel

/// One record for a person to read: labels at the left, values at the right, in groups.
package struct Sheet: Sendable {
  /// A label and its value.
  package struct Line: Sendable {
    /// What it is.
    package var label: Phrase
    /// The value as people see it; may have several lines.
    package var value: String
    /// A word beside the value: the name behind a code, how late it is.
    package var note: String?

    /// A label and its value.
    package init(_ label: Phrase, _ value: String, note: String? = nil) {
      self.label = label
      self.value = value
      self.note = note
    }
  }

  /// Lines under a title.
  package struct Group: Sendable {
    /// The title, or nil for none.
    package var title: Phrase?
    /// The lines.
    package var lines: [Line]

    /// Lines under a title.
    package init(_ lines: [Line], title: Phrase? = nil) {
      self.title = title
      self.lines = lines
    }
  }

  /// The groups, with an empty line between them.
  package var groups: [Group]

  /// A record for a person to read.
  package init(_ groups: [Group]) { self.groups = groups }

  /// The widest column of labels; a longer label stands on a line of its own.
  private static let widestLabel = 26

  /// The text, within the width; values wrap beside their label.
  package func render(_ options: OutputOptions) -> String {
    let labels = groups.flatMap(\.lines).map { Cells.width(safe($0.label[options.language])) }
    let column = labels.filter { $0 <= Self.widestLabel }.max() ?? Self.widestLabel
    return groups.filter { !$0.lines.isEmpty || $0.title != nil }.map { group in
      let title = group.title.map { Paint.bold(safe($0[options.language]), options) + "\n" } ?? ""
      return title + group.lines.map { render($0, column: column, options) }.joined()
    }.joined(separator: "\n")
  }

  private func render(_ line: Line, column: Int, _ options: OutputOptions) -> String {
    let label = safe(line.label[options.language])
    let indent = String(repeating: " ", count: column + 2)
    let room = options.width.map { max(20, $0 - column - 2) } ?? .max
    var values = Cells.wrapped(line.value, to: room)
    while values.count > 1, values.last?.isEmpty ?? false { values.removeLast() }
    if let note = line.note.map({ safe($0) }), let last = values.last {
      let fits = Cells.width(last) + 2 + Cells.width(note) <= room
      if fits, !last.isEmpty {
        values[values.count - 1] = last + "  " + Paint.dim(note, options)
      } else {
        values += Cells.wrapped(note, to: room).map { Paint.dim($0, options) }
      }
    }
    let isOwnLine = Cells.width(label) > column
    let head = Paint.dim(label, options) + String(repeating: " ", count: max(0, column + 2 - Cells.width(label)))
    let body = values.enumerated().map { index, value in
      value.isEmpty && (index > 0 || isOwnLine) ? "" : (index == 0 && !isOwnLine ? head : indent) + value
    }
    let all = isOwnLine ? [Paint.dim(label, options)] + body : body
    return all.map { trimmed($0) + "\n" }.joined()
  }

  private func trimmed(_ line: String) -> Substring {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return line
  }
}
