internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// A publication as files: the page in both languages, and the same as data.
struct PublishedPage {
  /// A part with all its figures, and with those that the page shows.
  private struct Part {
    let section: Publication.Section
    let whole: Table
    let shown: Table
  }

  private let publication: Publication
  private let store: Store
  private let now: Timestamp
  private let parts: [Part]

  /// The file that lists all others.
  static let list = "manifest.json"

  /// The version of the form of `data.json` and `manifest.json`: one more when a key goes or means something else, the same
  /// when one comes.
  static let version = 1

  /// The page in the language of the store has this name, in the other one that of its language.
  private var addresses: [Language: String] {
    let other: Language = store.settings.language == .id ? .en : .id
    return [store.settings.language: "index.html", other: "\(other.rawValue).html"]
  }

  /// Asks all reports.
  init(_ publication: Publication, of store: Store, now: Timestamp) throws(Failure) {
    (self.publication, self.store, self.now) = (publication, store, now)
    var parts: [Part] = []
    for section in publication.sections {
      let whole = try ReportSheet(section.report, section.arguments, now: now, language: store.settings.language)
        .table()
      parts.append(Part(section: section, whole: whole, shown: whole.choosing(section.columns, rows: section.rows)))
    }
    self.parts = parts
  }

  /// All files, the list of them last.
  func files(exports: [(name: String, label: Phrase, text: String)]) -> [(path: String, text: String)] {
    var files: [(path: String, text: String)] = []
    let beside = exports.map { WebPage.File(path: $0.name, label: $0.label) }
    let page = page([WebPage.File(path: "data.json", label: Phrase(id: "semua angka", en: "all figures"))] + beside)
    for language in Language.allCases {
      files.append((addresses[language] ?? "\(language.rawValue).html", page.document(language)))
    }
    let options = OutputOptions(language: store.settings.language, width: nil, now: now, zone: now.offset)
    for part in parts { files.append((Self.series(part.section), OutputFormat.csv.render(part.whole, options))) }
    files.append(("data.json", data.json(indented: true) + "\n"))
    files += exports.map { ($0.name, $0.text) }
    return files + [(Self.list, list(files).json(indented: true) + "\n")]
  }

  private static func series(_ section: Publication.Section) -> String { "series/\(section.name).csv" }

  // MARK: The page

  private func page(_ files: [WebPage.File]) -> WebPage {
    WebPage(
      title: publication.title, lead: publication.lead,
      audience: Phrase(id: "Untuk \(publication.audience.label.id)", en: "For \(publication.audience.label.en)"),
      now: now, source: source,
      sections: parts.map { part in
        WebPage.Section(
          name: part.section.name, title: part.section.title, note: part.section.report.definition.note,
          table: part.shown, drawing: drawing(part), data: Self.series(part.section))
      }, files: files, addresses: addresses)
  }

  private var source: Phrase {
    let commit = publication.sections.first?.report.commit.map { String($0.prefix(12)) } ?? "-"
    let isDirty = publication.sections.first?.report.isDirty ?? false
    return Phrase(
      id:
        "\(store.settings.name.id). Dibuat oleh koja dari perubahan \(commit)\(isDirty ? " dan suntingan yang belum dicatat" : ""); perubahan dan waktu yang sama menghasilkan halaman yang sama.",
      en:
        "\(store.settings.name.en). Made by koja from commit \(commit)\(isDirty ? " and edits that are not committed" : ""); the same commit and time give the same page."
    )
  }

  private func drawing(_ part: Part) -> WebPage.Drawing {
    let drawn = part.section.draws.compactMap(part.shown.position)
    switch (part.section.form, drawn.first) {
    case (.tiles, _): return .tiles
    case (.bars, let column?):
      let kind = part.section.report.definition.columns.first { $0.name.sameBytes(as: part.shown.columns[column].key) }
      return .bars(column, full: kind?.kind == .percent ? 100 : nil)
    case (.lines, _?): return .lines(drawn)
    case (.map, let column?): return map(part, column).map { .map($0) } ?? .table
    default: return .table
    }
  }

  private func map(_ part: Part, _ value: Int) -> AreaMap? {
    let table = part.shown
    func position(_ key: String) -> Int? { part.section.map[Key(key)].flatMap(table.position) }
    let places = ["latitude", "longitude", "south", "north", "west", "east"].compactMap(position)
    guard places.count == 6, let name = position("name") else { return nil }
    let group = position("group")
    return AreaMap(
      label: table.columns[value].label,
      areas: table.rows.compactMap { row in
        let numbers = places.compactMap { Self.number(row.cells[$0].value) }
        guard numbers.count == 6 else { return nil }
        return AreaMap.Area(
          name: Self.text(row.cells[name]), group: group.map { Self.text(row.cells[$0]) } ?? "",
          middle: (longitude: numbers[1], latitude: numbers[0]),
          bounds: (west: numbers[4], south: numbers[2], east: numbers[5], north: numbers[3]),
          value: Self.number(row.cells[value].value), display: row.cells[value].display ?? Phrase("–"))
      }, hidden: Set(places))
  }

  private static func number(_ value: Value) -> Double? {
    if case .number(let text) = value { Double(text) } else { nil }
  }

  private static func text(_ cell: Table.Cell) -> String { cell.display?.id ?? cell.value.string ?? "" }

  // MARK: The data

  private var data: Value {
    .object([
      .init("format", .integer(Self.version)),
      .init("title", Self.phrase(publication.title)), .init("audience", .string(publication.audience.rawValue)),
      .init("now", .string(now.description)), .init("commit", .optional(publication.sections.first?.report.commit)),
      .init(
        "sections",
        .array(
          parts.map { part in
            .object([
              .init("name", .string(part.section.name)), .init("title", Self.phrase(part.section.title)),
              .init("version", .string(part.section.report.version)),
              .init(
                "columns",
                .array(
                  part.whole.columns.map { column in
                    .object([.init("name", .string(column.key)), .init("label", Self.phrase(column.label))])
                  })),
              .init(
                "rows",
                .array(
                  part.whole.rows.map { row in
                    .object(zip(part.whole.columns, row.cells).map { .init($0.key, $1.value) })
                  })),
            ])
          })),
    ])
  }

  private func list(_ files: [(path: String, text: String)]) -> Value {
    .object([
      .init("generator", .string("koja")), .init("format", .integer(Self.version)),
      .init("audience", .string(publication.audience.rawValue)),
      .init("now", .string(now.description)),
      .init(
        "files",
        .array(
          files.map { file in
            .object([
              .init("path", .string(file.path)), .init("bytes", .integer(file.text.utf8.count)),
              .init("sha256", .string(SHA256.hex(Array(file.text.utf8)))),
            ])
          })),
    ])
  }

  private static func phrase(_ phrase: Phrase) -> Value {
    .object([.init("id", .string(phrase.id)), .init("en", .string(phrase.en))])
  }
}
