internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// The overview for people and machines.
struct OverviewScreen {
  private let overview: Overview
  private let store: Store
  /// Nil where it says nothing about the moment that is shown; a nil inside where there was none.
  private let lastCheck: LastCheck??
  private let now: Timestamp
  private let language: Language

  init(_ overview: Overview, store: Store, lastCheck: LastCheck??, now: Timestamp, language: Language) {
    (self.overview, self.store, self.lastCheck, self.now, self.language) = (overview, store, lastCheck, now, language)
  }

  /// One screen: a table for each part, or a line; at the end what the last check found.
  func text(_ options: OutputOptions) throws(Failure) -> String {
    var text = heading("\(store.settings.name[language]), \(Relative(options).asked)", options) + "\n"
    for section in overview.sections {
      let table = try self.table(section)
      let shown = min(section.rows ?? table.rows.count, table.rows.count)
      let title = section.title[language]
      if section.isLine {
        let parts = table.rows.map { row in row.cells.map { $0.value == .null ? "–" : plain($0) }.joined(separator: " ")
        }
        text += lines("\(title): ", parts, most: shown, width: options.width ?? 80).joined(separator: "\n") + "\n"
      } else {
        let rest =
          shown == table.rows.count
          ? "" : Phrase(id: " (\(shown) dari \(table.rows.count))", en: " (\(shown) of \(table.rows.count))")[language]
        text += heading(title + rest, options) + "\n"
        text += OutputFormat.table.render(table.choosing(nil, rows: shown), options)
      }
    }
    let last = check(options)
    return text + (last.isEmpty ? "" : safe(last) + "\n")
  }

  /// The same as an object, with all rows.
  func value() throws(Failure) -> Value {
    var parts: [Value] = []
    for section in overview.sections {
      let table = try self.table(section)
      parts.append(
        .object([
          .init("report", .string(section.report.definition.name)),
          .init("title", .object([.init("id", .string(section.title.id)), .init("en", .string(section.title.en))])),
          .init("version", .string(section.report.version)),
          .init(
            "rows",
            .array(
              table.rows.map { row in
                .object(zip(table.columns, row.cells).map { .init($0.key, $1.value) })
              })),
        ]))
    }
    return .object([
      .init("store", .string(store.settings.name[language])), .init("now", .string(now.description)),
      .init("commit", .optional(overview.sections.first?.report.commit)), .init("sections", .array(parts)),
      .init("last_check", (lastCheck ?? nil)?.value ?? .null),
    ])
  }

  private func table(_ section: Overview.Section) throws(Failure) -> Table {
    try ReportSheet(section.report, section.arguments, now: now, language: language).table()
      .choosing(section.columns, rows: nil)
  }

  /// Parts in a line, or in the few that they may take of a screen that others need as well; the rest is counted.
  private func lines(_ head: String, _ parts: [String], most: Int, width: Int) -> [String] {
    guard !parts.isEmpty else { return [head + Phrase(id: "tidak ada", en: "none")[language]] }
    var shown = most
    while true {
      let rest = parts.count - shown
      let more = rest == 0 ? [] : [Phrase(id: "dan \(rest) lagi", en: "and \(rest) more")[language]]
      let lines = Cells.wrapped(head + (parts.prefix(shown) + more).joined(separator: " · "), to: width)
      if lines.count <= Self.mostLines || shown <= 1 { return lines }
      shown -= 1
    }
  }

  /// How many lines of the screen a part that is no table may take.
  private static let mostLines = 2

  private func plain(_ cell: Table.Cell) -> String { cell.display?[language] ?? cell.value.string ?? cell.value.json() }

  private func check(_ options: OutputOptions) -> String {
    guard let told = lastCheck else { return "" }
    guard let lastCheck = told else {
      return Phrase(id: "Belum pernah diperiksa: `koja check`", en: "Never checked: `koja check`")[language]
    }
    let when = Relative(options).ago(lastCheck.at)
    return Phrase(
      id:
        "Pemeriksaan \(when): \(lastCheck.errors) kesalahan, \(lastCheck.warnings) peringatan pada \(lastCheck.checked) catatan",
      en: "Checked \(when): \(lastCheck.errors) errors, \(lastCheck.warnings) warnings in \(lastCheck.checked) records")[
        language]
  }
}
