package import KojaModel

/// A plan of repairs as a diff: each changed line before and after, nothing around it.
///
/// Lines around a change are left out, because they may hold what must not be shown; a line whose finding shows no
/// source is not shown either.
package struct FixDiff: Sendable {
  private let plan: FixPlan
  private let options: OutputOptions

  /// The diff of a plan.
  package init(_ plan: FixPlan, _ options: OutputOptions) {
    self.plan = plan
    self.options = options
  }

  /// All files, each line ending in a line break; empty when there is nothing to do.
  package var text: String { plan.files.flatMap(lines).map { $0 + "\n" }.joined() }

  private func lines(of file: FixPlan.File) -> [String] {
    let (old, new) = (LineTable(file.before), LineTable(file.after))
    let head = [
      Paint.bold("--- \(safe(file.path))", options), Paint.bold("+++ \(safe(file.target ?? file.path))", options),
    ]
    let hidden = file.mended.filter { $0.place.excerpt == nil }
    return head
      + hunks(file.splices.all, old).flatMap { hunk -> [String] in
        let places = hunk.splices.map { file.splices.place(of: $0) }
        let number = new.position(of: places[0].lowerBound).line
        let at = [Paint.blue("@@ -\(hunk.lines.lowerBound) +\(number) @@", options)]
        if hunk.splices.allSatisfy({ $0.range.isEmpty && $0.range.lowerBound == file.before.count }) {
          return at + [added]
        }
        let isHidden =
          options.hidesTexts
          || hunk.splices.contains { splice in
            hidden.contains { Splices.meet($0.place.bytes, splice.range) && $0.fix != nil }
          }
        if isHidden { return at + [Paint.red("-\(hiddenText)", options), Paint.green("+\(hiddenText)", options)] }
        let end = places.map { new.position(of: $0.upperBound).line }.max() ?? number
        let before = told(hunk.splices.map(\.range), hunk.lines, old, file.path)
        let after = told(places, number...max(number, end), new, file.path)
        return at + before.map { Paint.red("-" + $0, options) } + after.map { Paint.green("+" + $0, options) }
      }
  }

  /// Replacements that touch the same lines, with these.
  private func hunks(
    _ splices: [Splices.Splice], _ table: LineTable
  ) -> [(lines: ClosedRange<Int>, splices: [Splices.Splice])] {
    var hunks: [(lines: ClosedRange<Int>, splices: [Splices.Splice])] = []
    for splice in splices {
      let first = table.position(of: splice.range.lowerBound).line
      let last = max(first, table.position(of: splice.range.upperBound).line)
      if let open = hunks.last, first <= open.lines.upperBound {
        hunks[hunks.count - 1] = (
          open.lines.lowerBound...max(last, open.lines.upperBound), open.splices + [splice]
        )
      } else {
        hunks.append((first...last, [splice]))
      }
    }
    return hunks
  }

  /// Some lines, each as often as there are changes in it that do not fit on the screen together.
  private func told(
    _ changes: [Range<Int>], _ lines: ClosedRange<Int>, _ table: LineTable, _ path: String
  ) -> [String] {
    lines.flatMap { line -> [String] in
      let range = table.line(line)
      let here = changes.filter { range.contains($0.lowerBound) || $0.lowerBound == range.upperBound }
      let places = here.isEmpty ? [range.lowerBound..<range.lowerBound] : here
      return places.reduce(into: []) { told, place in
        let text = shown(table.place(place, in: path))
        if !told.contains(text) { told.append(text) }
      }
    }
  }

  /// The line around the first change in it, cut to the screen; spaces that look like others are named.
  private func shown(_ place: Place) -> String {
    let text = SourceFrame(place, width: options.width.map { $0 - 1 })?.text ?? ""
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      let isOdd = scalar.properties.generalCategory == .spaceSeparator && scalar != " "
      result += isOdd ? spelledOut(scalar) : String(Character(scalar))
    }
  }

  private var added: String {
    "\\ " + Phrase(id: "ganti baris di akhir berkas", en: "a line break at the end of the file")[options.language]
  }

  private var hiddenText: String { Phrase(id: "(disembunyikan)", en: "(hidden)")[options.language] }
}
