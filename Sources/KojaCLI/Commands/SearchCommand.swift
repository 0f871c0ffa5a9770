internal import ArgumentParser
internal import KojaCivic
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja search`: words in the texts of all records.
struct SearchCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "search",
      abstract: told(id: "Cari kata di semua catatan.", en: "Look for words in all records."),
      discussion: told(
        id:
          "Semua kata harus ada, masing-masing menurut awalnya: `lampu` menemukan `lampunya`.\nContoh: koja search \"lampu padam\" received_at:2026-03.. unit:perkim",
        en:
          "All words must be there, each by its beginning: `lamp` finds `lamps`.\nExample: koja search \"lampu padam\" received_at:2026-03.. unit:perkim"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Kata-katanya.", en: "The words."), valueName: "TEXT"))
  var text: String

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      told(
        id: "Saringan, seperti pada `list`; koleksi tanpa kolom itu dilewati.",
        en: "Filter, as for `list`; collections without these fields are passed over."), valueName: "FILTER"))
  var filter: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp(told(id: "Paling banyak N.", en: "At most N."), valueName: "N"))
  var limit = 20

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    try FilterArguments.refuseOptions(filter, known: ["limit", "format"] + ReadingOptions.names)
    try Amount.require(limit, atLeast: 1, of: "--limit")
    if filter.contains(where: { $0.hasPrefix("sort:") }) {
      throw Failure(
        .usage, Phrase(id: "hasil pencarian tidak diurutkan menurut kolom", en: "hits are not sorted by a field"),
        hint: Phrase(
          id: "yang paling cocok di depan; urutan lain: `koja list KOLEKSI \(text) sort:…`",
          en: "what fits best comes first; in another order: `koja list COLLECTION \(text) sort:…`"))
    }
    let (desk, store, now) = try present.asked(reading)
    let search = try Search(text, filter: filter, now: now, limit: limit)
    let indexed = try desk.answering(reading.freshness())
    let hits = try search.hits(indexed)
    let options = desk.console.options(now: now)
    if hits.isEmpty { desk.noteRecords(called: [text], store) }
    guard format.isForPeople, !hits.isEmpty else {
      return desk.console.show(Self.table(hits), format, options)
    }
    for hit in hits { desk.console.write(Self.page(hit, store, options)) }
  }

  /// What a hit is, and the text around the words.
  private static func page(_ hit: SearchHit, _ store: Store, _ options: OutputOptions) -> String {
    let collection = store.catalogue.collection(hit.collection)
    let state = hit.status.map { collection?.workflow?.state($0)?.label[options.language] ?? $0 }
    let facts = [collection?.label[options.language], state, hit.title.string].compactMap { $0 }
    let room = options.width.map { max(20, $0 - Cells.width(hit.id) - 2) }
    let title = safe(facts.joined(separator: " · "))
    return heading(hit.id, options) + "  " + (room.map { Cells.truncated(title, to: $0) } ?? title) + "\n"
      + snippet(hit.snippet, options) + "\n"
  }

  /// The words with the text around them, in lines that fit.
  private static func snippet(_ pieces: [SearchHit.Piece], _ options: OutputOptions) -> String {
    let margin = "    "
    let width = max(20, (options.width ?? .max) - margin.count)
    var (lines, used) = (margin, 0)
    var isJoined = true
    for piece in pieces {
      for (place, word) in piece.text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        .enumerated()
      {
        if place > 0 { isJoined = false }
        guard !word.isEmpty else { continue }
        let text = safe(String(word))
        let cells = Cells.width(text)
        if !isJoined, used > 0 {
          let isFull = used + 1 + cells > width
          lines += isFull ? "\n" + margin : " "
          used = isFull ? 0 : used + 1
        }
        lines += piece.isHit ? heading(text, options) : text
        (used, isJoined) = (used + cells, true)
      }
    }
    return lines
  }

  private static func table(_ hits: [SearchHit]) -> Table {
    Table(
      columns: [
        Table.Column("collection", Phrase(id: "Koleksi", en: "Collection"), .code),
        Table.Column("id", Phrase("Id"), .code),
        Table.Column("title", Phrase(id: "Judul", en: "Title")), Table.Column("status", Phrase("Status"), .code),
        Table.Column("snippet", Phrase(id: "Cuplikan", en: "Snippet")),
      ],
      rows: hits.map { hit in
        Table.Row(
          [
            Table.Cell(.string(hit.collection)), Table.Cell(.string(hit.id)), Table.Cell(hit.title),
            Table.Cell(.optional(hit.status)), Table.Cell(.string(hit.snippet.map(\.text).joined())),
          ], id: hit.id, path: hit.path)
      })
  }
}
