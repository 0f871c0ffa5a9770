package import KojaModel

extension ImportTable {
  /// Rows with faults as a table of their own: as they were, with line, column and fault in front, so that they can be
  /// mended there and taken in again.
  package func rejected(_ rows: [(row: Int, findings: [Finding])], _ language: Language) -> (
    headings: [String], rows: [[String]]
  ) {
    let marks = ["_line", "_column", "_fault"]
    let kept = headings.filter { heading in !marks.contains { $0.sameBytes(as: heading) } }
    return (
      marks + kept,
      rows.map { index, findings in
        let row = self.rows[index]
        let first = findings.first?.place.start ?? place(row.range).start
        let faults = findings.map { finding in
          finding.message[language] + (finding.hint.map { " (\($0[language]))" } ?? "")
        }
        return [String(first.line), String(first.column), faults.joined(separator: "; ")]
          + kept.map { row.cell($0)?.text ?? "" }
      }
    )
  }
}
