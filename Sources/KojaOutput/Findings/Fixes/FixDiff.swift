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
    let groups = Dictionary(grouping: file.splices.all) { old.position(of: $0.range.lowerBound).line }
    return head
      + groups.sorted { $0.key < $1.key }.flatMap { line, splices in
        let number = new.position(of: file.splices.place(of: splices[0]).lowerBound).line
        let at = [Paint.blue("@@ -\(line) +\(number) @@", options)]
        if splices.allSatisfy({ $0.range.isEmpty && $0.range.lowerBound == file.before.count }) { return at + [added] }
        let isHidden =
          options.hidesTexts
          || splices.contains { splice in
            hidden.contains { Splices.meet($0.place.bytes, splice.range) && $0.fix != nil }
          }
        if isHidden { return at + [Paint.red("-\(hiddenText)", options), Paint.green("+\(hiddenText)", options)] }
        return at
          + zip(splices, splices.map { file.splices.place(of: $0) }).prefix(1).flatMap { splice, place in
            [
              Paint.red("-" + shown(old.place(splice.range, in: file.path)), options),
              Paint.green("+" + shown(new.place(place, in: file.path)), options),
            ]
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
