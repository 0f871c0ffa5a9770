package import KojaModel

/// What a repair did to each file, and what it left to a person, for a person.
package struct FixAccount: Sendable {
  private let plan: FixPlan
  private let options: OutputOptions

  /// The account of a plan that was carried out.
  package init(_ plan: FixPlan, _ options: OutputOptions) {
    self.plan = plan
    self.options = options
  }

  /// A line for each file, below it a line for each finding.
  package var done: String { plan.files.flatMap(lines).map { $0 + "\n" }.joined() }

  /// What was left out and why; empty when nothing was.
  package var left: String {
    plan.left.flatMap { left in
      wrapped(
        location(left.finding.place) + ": " + Phrase(id: "dibiarkan", en: "left")[options.language],
        "\(left.finding.code): \(left.reason[options.language])")
    }.map { $0 + "\n" }.joined()
  }

  /// How many files were or will be changed, with what comes next; nil when there are none.
  ///
  /// - Parameter isDone: Whether it was done, or only shown.
  package func summary(isDone: Bool) -> String? {
    guard !plan.files.isEmpty else { return nil }
    let files = Digits.counted(plan.files.count, id: "berkas", one: "file", many: "files")
    let phrase =
      isDone
      ? Phrase(
        id: "\(files.id) diperbaiki dan belum dicatat; `koja commit` mencatatnya",
        en: "\(files.en) mended and not committed yet; `koja commit` commits")
      : Phrase(
        id: "\(files.id) dapat diperbaiki; belum ada yang ditulis",
        en: "\(files.en) can be mended; nothing was written")
    return phrase[options.language]
  }

  private func lines(of file: FixPlan.File) -> [String] {
    let moved = file.target.map { target in
      wrapped(safe(file.path) + ": " + Phrase(id: "dipindahkan ke", en: "moved to")[options.language], target)
    }
    let mended = file.mended.filter { $0.fix.map(Self.isReplacement) ?? false }
    guard !mended.isEmpty else { return moved ?? [] }
    let head = safe(file.path) + ": " + Phrase(id: "diperbaiki", en: "mended")[options.language]
    return [head]
      + mended.flatMap { finding in
        let start = finding.place.start
        return Cells.wrapped(
          "\(start.line):\(start.column) \(finding.code)\(change(finding, file))", to: room, keepingQuoted: true
        ).enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
      } + (moved ?? [])
  }

  /// The old text and the new one, where both may be shown and are short.
  private func change(_ finding: Finding, _ file: FixPlan.File) -> String {
    guard finding.place.excerpt != nil, case .replace(let range, let text)? = finding.fix,
      range.count + text.utf8.count < 120,
      !range.isEmpty, file.before.indices.contains(range.upperBound - 1)
    else { return "" }
    let old = String(decoding: file.before[range], as: UTF8.self)
    return ": " + Phrase(id: "`\(old)` menjadi `\(text)`", en: "`\(old)` to `\(text)`")[options.language]
  }

  private static func isReplacement(_ fix: Fix) -> Bool {
    if case .replace = fix { true } else { false }
  }

  /// A head with a text behind it or, where that is too long, below it.
  private func wrapped(_ head: String, _ text: String) -> [String] {
    let text = safe(text)
    if let width = options.width, Cells.width(head) + 1 + Cells.width(text) > width {
      return [head] + Cells.wrapped(text, to: room, keepingQuoted: true).map { "  " + $0 }
    }
    return ["\(head) \(text)"]
  }

  private var room: Int { options.width.map { max(20, $0 - 4) } ?? .max }
}
