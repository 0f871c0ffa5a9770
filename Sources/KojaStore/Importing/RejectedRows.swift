package import KojaModel

extension ImportTable {
  /// What is said of a row in front of it.
  private static let marks = ["_line", "_column", "_fault"]
  /// The line of a row that could not be read.
  private static let line = "_text"

  /// Headings that tables of rejected rows have of themselves.
  static var ownHeadings: [String] { marks + [line] }

  /// Rows with faults as a table of their own, the headings first: as they were, with line, column and fault in front, so
  /// that they can be mended there and taken in again.
  package func rejected(_ rows: [(row: Int, findings: [Finding])], _ language: Language) -> [[String]] {
    let kept = headings.indices.filter { index in
      !(Self.marks + [Self.line]).contains { $0.sameBytes(as: headings[index]) }
    }
    let hasLines = separator == nil && rows.contains { !self.rows[$0.row].pieces.isEmpty }
    let top = Self.marks + (hasLines ? [Self.line] : []) + kept.map { headings[$0] }
    return [top]
      + rows.map { index, findings in
        let row = self.rows[index]
        let first = findings.first?.place.start ?? place(row.range).start
        let faults = findings.map { finding in
          finding.message[language] + (finding.hint.map { " (\($0[language]))" } ?? "")
        }
        let values =
          separator == nil
          ? (hasLines ? [row.pieces.first ?? ""] : []) + kept.map { row.written(headings[$0]) ?? "" }
          : kept.compactMap { row.pieces.indices.contains($0) ? row.pieces[$0] : nil }
            + row.pieces.dropFirst(headings.count)
        return [String(first.line), String(first.column), faults.joined(separator: "; ")] + values
      }
  }
}
