internal import KojaCivic
internal import KojaModel
internal import KojaYAML

extension ImportTable {
  /// Findings in a record that a row made or changed, each told once and at the cell that it came from.
  ///
  /// - Parameters:
  ///   - findings: What was found, with the text that it was found in; nil where it is about something else.
  ///   - headings: Which heading a dotted field came from; a field that an entry of the timeline tells counts as itself.
  func told(_ findings: [(finding: Finding, text: [UInt8]?)], of row: Row, _ headings: [Key: String]) -> [Finding] {
    var told: [Finding] = []
    for (finding, text) in findings {
      let steps =
        text.flatMap { YAMLReader.read($0, path: finding.place.path).document?.path(to: finding.place.bytes) } ?? []
      var result = finding
      let range = Self.heading(steps, headings).map { row.range(of: $0) } ?? row.range
      result.place = place(range, hidden: finding.place.excerpt == nil)
      result.fix = nil
      result.related.removeAll { $0.place.path.sameBytes(as: finding.place.path) }
      let isKnown = told.contains { $0.code == result.code && $0.place.bytes == result.place.bytes }
      if !isKnown { told.append(result) }
    }
    return told
  }

  /// The heading of the innermost value on the way to a place that came from one.
  private static func heading(_ steps: [String], _ headings: [Key: String]) -> String? {
    func find(_ steps: ArraySlice<String>) -> String? {
      (0..<steps.count).lazy.compactMap { headings[Key(steps.dropLast($0).joined(separator: "."))] }.first
    }
    let isEntry = steps.first?.sameBytes(as: TimelineEntry.key) ?? false
    return find(steps[...]) ?? (isEntry ? find(steps.dropFirst(2)) : nil)
  }
}
