internal import ArgumentParser
internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja today`: what lies on one's desk.
struct TodayCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "today", abstract: told(id: "Yang ada di meja saya.", en: "What is on my desk."),
      discussion: told(
        id:
          "Lewat tenggat, segera jatuh tempo, baru dan berubah sejak terakhir dilihat, menunggu, dan suntingan yang belum selesai. Meja ditentukan oleh OPD dan peran petugas.\nContoh: koja today",
        en:
          "Overdue, due soon, new and changed since the last look, waiting, and edits that are not finished. The desk is that of the officer's unit and roles.\nExample: koja today"
      ))
  }

  @Option(
    help: ArgumentHelp(
      told(id: "Meja petugas lain; tidak dicatat sebagai dilihat.", en: "Another officer's desk; not noted as a look."),
      valueName: "ID"))
  var officer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(told(id: "Paling banyak N tiap kelompok.", en: "At most N in each group."), valueName: "N"))
  var limit = 10

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: ScreenFormat = .text

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    try Amount.require(limit, atLeast: 1, of: "--limit")
    let (desk, store, now) = try present.asked(reading)
    guard let id = officer ?? Today.asking(store, desk.surroundings(store)) else {
      throw Failure(
        .environment, Phrase(id: "siapa Anda belum diketahui", en: "nobody knows who you are"),
        hint: Phrase(
          id: "isi `git config user.email` dengan surel yang tercatat di `officers`, atau sebutkan `--officer ID`",
          en: "set `git config user.email` to the e-mail of your entry in `officers`, or give `--officer ID`"))
    }
    let indexed = try desk.answering(reading.freshness())
    let today = try Today(of: id, in: indexed, now: now)
    let edits = try unfinished(store, desk)
    switch format {
    case .json: desk.console.write(value(today, edits).json(indented: true) + "\n")
    case .text: show(today, edits, store, desk, desk.console.options(now: now))
    }
    // Reading as of another time, or somebody else's desk, is no look.
    if officer == nil, globals.now == nil, reading.asOf == nil { today.look(at: now) }
  }

  /// The records with edits that are not committed.
  private func unfinished(_ store: Store, _ desk: Desk) throws -> [String] {
    // At another time there were none that anybody knows of.
    guard store.repository != nil, reading.asOf == nil else { return [] }
    return try StoreState(store, desk.surroundings(store)).edits.map(\.path)
  }

  private func show(_ today: Today, _ edits: [String], _ store: Store, _ desk: Desk, _ options: OutputOptions) {
    let (console, language) = (desk.console, desk.console.language)
    let unit = today.unitName?[language] ?? today.unit
    console.write(
      heading(
        [today.officer, unit, Relative(options).asked].compactMap { $0 }.joined(separator: " · "), options
      )
        + "\n")
    for reason in Today.Reason.allCases {
      let items = today.items.filter { $0.reason == reason }
      guard !items.isEmpty else { continue }
      console.write("\n" + heading("\(reason.label[language]) (\(items.count))", options) + "\n")
      console.write(OutputFormat.table.render(table(Array(items.prefix(limit)), store, options), options))
      if items.count > limit {
        console.say(Phrase(id: "… dan \(items.count - limit) lagi", en: "… and \(items.count - limit) more"))
      }
    }
    if !edits.isEmpty {
      console.write(
        "\n"
          + heading(
            Phrase(
              id: "Suntingan yang belum dicatat (\(edits.count))", en: "Edits that are not committed (\(edits.count))")[
                language], options) + "\n")
      for path in edits.prefix(limit) { console.write(safe(path) + "\n") }
    }
    if today.items.isEmpty, edits.isEmpty { console.say(Phrase(id: "Meja ini kosong.", en: "This desk is empty.")) }
  }

  private func table(_ items: [Today.Item], _ store: Store, _ options: OutputOptions) -> Table {
    Table(
      columns: [
        Table.Column("id", Phrase("Id"), .code), Table.Column("status", Phrase("Status"), .code),
        Table.Column("due", Phrase(id: "Tenggat", en: "Due"), .code),
        Table.Column("title", Phrase(id: "Hal", en: "About")),
      ],
      rows: items.map { item in
        let state = item.status.flatMap { store.catalogue.collection(item.collection)?.workflow?.state($0)?.label }
        let due = item.due.map { Relative(options).due(Timestamp(seconds: $0, offset: options.zone)) } ?? ""
        return Table.Row([
          Table.Cell(.string(item.id)), Table.Cell(.optional(item.status), display: state),
          Table.Cell(.string(due), emphasis: item.reason == .overdue ? .overdue : nil),
          Table.Cell(.optional(item.title)),
        ])
      })
  }

  private func value(_ today: Today, _ edits: [String]) -> Value {
    .object([
      .init("officer", .string(today.officer)), .init("unit", .optional(today.unit)),
      .init("last_look", .optional(today.lastLook?.description)),
      .init(
        "items",
        .array(
          today.items.map { item in
            .object([
              .init("reason", .string(item.reason.rawValue)), .init("collection", .string(item.collection)),
              .init("id", .string(item.id)), .init("status", .optional(item.status)),
              .init("title", .optional(item.title)),
              .init("due_seconds", item.due.map { .integer($0) } ?? .null),
            ])
          })), .init("edits", .array(edits.map { .string($0) })),
    ])
  }
}
