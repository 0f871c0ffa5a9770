internal import KojaModel

/// Findings with their source line, a caret under the cause and the way out.
struct TextFindings: FindingRenderer {
  let options: OutputOptions

  func render(_ findings: [Finding]) -> String {
    findings.map { lines(of: $0).map { $0 + "\n" }.joined() }.joined()
  }

  private func lines(of finding: Finding) -> [String] {
    let place = finding.place
    let number = String(place.start.line)
    let gutter = String(repeating: " ", count: place.excerpt == nil ? 3 : number.count + 3)
    let frame = SourceFrame(place, width: options.width.map { $0 - gutter.count - 2 })
    var lines = [head(of: finding)]
    var notes = finding.hint?[options.language].textLines.map(safe) ?? []
    if let frame {
      let bar = Paint.dim(gutter + "|", options)
      lines.append(Paint.dim("  \(number) |", options) + (frame.text.isEmpty ? "" : " " + frame.text))
      var underline = String(repeating: "^", count: frame.marked)
      underline = Paint(finding.severity)(underline, options)
      let taken = gutter.count + 2 + frame.indent + frame.marked
      if let hint = notes.first, options.width.map({ taken + 1 + Cells.width(hint) <= $0 }) ?? true {
        underline += " " + hint
        notes.removeFirst()
      }
      lines.append("\(bar) " + String(repeating: " ", count: frame.indent) + underline)
    }
    notes += finding.details.map { safe($0[options.language]) }
    let room = options.width.map { max(20, $0 - gutter.count - 2) } ?? .max
    let wrapped = notes.flatMap { note in
      Cells.wrapped(note, to: room, keepingQuoted: true).enumerated().map { index, line in
        (index == 0 ? Paint.dim(gutter + "=", options) : gutter + " ") + " " + line
      }
    }
    return lines + wrapped + rules(of: finding).map { Paint.dim(gutter + "=", options) + " " + $0 }
  }

  private func head(of finding: Finding) -> String {
    let severity = finding.severity
    return Paint.bold(location(finding.place) + ":", options) + " "
      + Paint(severity)("\(severity.word[options.language])[\(safe(finding.code))]:", options) + " "
      + Paint.bold(safe(finding.message[options.language]), options)
  }

  /// The other places; the rule by its pointer where no place in its file is among them.
  private func rules(of finding: Finding) -> [String] {
    let related = finding.related.map { "\(safe($0.message[options.language])): \(location($0.place))" }
    guard let rule = finding.schemaPath, !finding.related.contains(where: { rule.hasPrefix($0.place.path + "#") })
    else { return related }
    return related + [Phrase(id: "aturan", en: "rule")[options.language] + ": " + safe(rule)]
  }
}

/// `path:line:column`, which terminals and editors make clickable.
func location(_ place: Place) -> String {
  "\(safe(place.path)):\(place.start.line):\(place.start.column)"
}
