internal import KojaModel

/// Workflow commands, which GitHub shows beside the lines of a change.
///
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
struct GitHubFindings: FindingRenderer {
  let options: OutputOptions

  func render(_ findings: [Finding]) -> String { findings.map { line($0) + "\n" }.joined() }

  private func line(_ finding: Finding) -> String {
    let place = finding.place
    let command = finding.severity == .note ? "notice" : finding.severity.rawValue
    var properties = [("file", place.path), ("line", String(place.start.line))]
    if place.end.line != place.start.line {
      properties.append(("endLine", String(place.end.line)))
    }
    properties.append(("col", String(place.start.column)))
    // An end column is only understood within one line.
    if place.end.line == place.start.line, place.end.column > place.start.column {
      properties.append(("endColumn", String(place.end.column)))
    }
    properties.append(("title", finding.code))
    let details = finding.details.map { $0[options.language] }.joined(separator: "; ")
    let message = [finding.message[options.language], finding.hint?[options.language] ?? "", details]
    return "::\(command) " + properties.map { "\($0.0)=\(property($0.1))" }.joined(separator: ",")
      + "::" + message.filter { !$0.isEmpty }.map { data(safeLines($0)) }.joined(separator: "%0A")
  }

  private func data(_ text: String) -> String { replacing(text, ["%": "%25", "\n": "%0A"]) }

  private func property(_ text: String) -> String {
    replacing(safe(text), ["%": "%25", ":": "%3A", ",": "%2C"])
  }

  private func replacing(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in out += replacements[scalar] ?? String(scalar) }
  }
}
