internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How history is printed.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, jsonl
}

/// `koja log`: who did what to which record, when, and which fields changed.
struct LogCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log",
      abstract: told(
        id: "Riwayat sebuah catatan, koleksi, atau semuanya.",
        en: "The history of a record, a collection, or everything."),
      discussion: told(
        id:
          "Perubahan yang dibuat dengan git juga tampil; tindakannya dikenali dari isi. Folder penyimpanan yang dipindahkan di repositorinya diikuti.\nContoh:\n  koja log SKS-2603-7K3FQ2X --field unit\n  koja log complaints --action teruskan --since 7d\n  koja log --author rina --since 2026-03 --until 2026-04",
        en:
          "Changes made with git are shown too; their action is recognised from what changed. A store that was moved within its repository is followed.\nExamples:\n  koja log SKS-2603-7K3FQ2X --field unit\n  koja log complaints --action assign --since 7d\n  koja log --author rina --since 2026-03 --until 2026-04"
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Id atau nomor catatan, atau koleksi; tanpa ini semua catatan.",
        en: "A record's id or number, or a collection; else all records."), valueName: "ID|COLLECTION"))
  var subject: String?

  @Option(
    help: ArgumentHelp(told(id: "Hanya perubahan kolom ini.", en: "Only changes of this field."), valueName: "FIELD"))
  var field: String?

  @Option(
    help: ArgumentHelp(
      told(
        id: "Hanya perubahan oleh orang ini: bagian nama atau surel, atau id petugas.",
        en: "Only changes by this person: part of the name or e-mail, or an officer's id."), valueName: "A"))
  var author: String?

  @Option(help: ArgumentHelp(told(id: "Hanya tindakan ini.", en: "Only this action."), valueName: "ACTION"))
  var action: String?

  @Option(
    help: ArgumentHelp(
      told(id: "Sejak waktu ini, misalnya 2026-03 atau 7d.", en: "Since this time, such as 2026-03 or 7d."),
      valueName: "T"))
  var since: String?

  @Option(help: ArgumentHelp(told(id: "Sampai waktu ini.", en: "Until this time."), valueName: "T"))
  var until: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      told(
        id: "Paling banyak N perubahan; untuk banyak catatan bawaannya 20.",
        en: "At most N commits; for many records 20 unless said."), valueName: "N"))
  var limit: Int?

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: LogFormat = .text

  @OptionGroup var globals: GlobalOptions

  /// How many commits about many records a person is shown.
  private static let page = 20

  func run(_ desk: Desk) throws {
    try Amount.require(limit, atLeast: 1, of: "--limit")
    let store = try desk.store()
    let now = try desk.readingTime(store)
    let collection = try subject.flatMap { try desk.collectionIfCalled($0) }
    let record = try collection == nil ? subject.map { try desk.recordInHistory($0) } : nil
    let query = try TrailQuery(
      TrailQuery.Typed(field: field, action: action, author: author, since: since, until: until),
      collection: collection ?? record?.collection, in: store, now: now)
    let trail = try desk.trail()
    let pages = HistoryPages(store: store, language: desk.console.language, field: query.field)
    if let record {
      let history = try trail.history(of: record)
      guard !history.isEmpty else { throw Self.neverCommitted(record.id) }
      let wanted = Array(history.filter(query.admits).prefix(limit ?? .max))
      try show(wanted, pages, desk) { pages.text($0, desk.console.options(now: now)) }
      return try noteEnd(after: history, desk)
    }
    let most = limit ?? (format == .text ? Self.page : .max)
    let (found, isAll) = try Self.newest(most, of: query, in: trail)
    try show(found, pages, desk) { pages.brief($0, desk.console.options(now: now)) }
    if isAll { try noteEnd(after: found, desk) }
    guard !isAll, limit == nil else { return }
    desk.console.note(
      Phrase(
        id: "(\(most) perubahan terbaru; `--limit N` menampilkan lebih banyak)",
        en: "(the newest \(most) commits; `--limit N` shows more)"))
  }

  /// Says where the past ends because the store cannot be followed further.
  private func noteEnd(after history: [HistoryEntry], _ desk: Desk) throws {
    let store = try desk.store()
    guard let oldest = history.last, let end = try store.pastEnd(at: try store.commit(at: oldest.commit)) else {
      return
    }
    desk.console.note(end.phrase)
  }

  /// The changes of the newest commits that have any.
  private static func newest(_ most: Int, of query: TrailQuery, in trail: Trail) throws(Failure) -> (
    found: [HistoryEntry], isAll: Bool
  ) {
    var found: [HistoryEntry] = []
    var (commits, isAll) = (0, true)
    try trail.visit(query) { entry in
      if found.last?.commit != entry.commit { commits += 1 }
      guard commits <= most else {
        isAll = false
        return false
      }
      found.append(entry)
      return true
    }
    return (found, isAll)
  }

  private func show(_ history: [HistoryEntry], _ pages: HistoryPages, _ desk: Desk, text: ([HistoryEntry]) -> String)
    throws
  {
    switch format {
    case .text:
      desk.console.write(text(history))
      if history.isEmpty {
        desk.console.note(Phrase(id: "tidak ada perubahan yang cocok", en: "no change matches"))
      }
    case .json: desk.console.write(Value.array(history.map { pages.value($0) }).json(indented: true) + "\n")
    case .jsonl: desk.console.write(history.map { pages.value($0).json() + "\n" }.joined())
    }
  }

  private static func neverCommitted(_ id: String) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(id)` belum pernah dicatat", en: "`\(id)` was never committed"),
      hint: Phrase(id: "`koja commit` mencatatnya", en: "`koja commit` commits it"))
  }
}
