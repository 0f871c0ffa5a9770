internal import ArgumentParser
internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja diff`: which fields differ between two versions, whatever the order, the quoting and the comments.
struct DiffCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: told(
        id: "Beda isi catatan per kolom.", en: "How records differ, field by field."),
      discussion: told(
        id:
          "Tanpa versi: yang belum dicatat. Kolom yang pindah tempat, tanda kutip dan komentar bukan beda isi.\nContoh:\n  koja diff\n  koja diff SKS-2603-7K3FQ2X HEAD~3..HEAD\n  koja diff 2026-03-01..2026-03-31",
        en:
          "Without a revision: what is not committed. A moved key, quotes and comments are no difference.\nExamples:\n  koja diff\n  koja diff SKS-2603-7K3FQ2X HEAD~3..HEAD\n  koja diff 2026-03-01..2026-03-31"
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Id atau nomor catatan, lalu versi atau waktu: A (dibanding sekarang) atau A..B.",
        en: "A record's id or number, then a revision or a time: A (against now) or A..B."),
      valueName: "[ID] [REV[..REV]]"))
  var subjects: [String] = []

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: LogFormat = .text

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let (record, moments) = try Self.understand(subjects, desk)
    let paths = try record.map { try Self.paths($0, moments, desk) } ?? []
    let (found, rewritten) = try store.differences(moments, under: paths)
    let pages = DifferencePages(store: store, language: desk.console.language)
    let options = desk.console.options(now: try desk.readingTime(store))
    switch format {
    case .text:
      desk.console.write(pages.text(found, options))
      note(found, rewritten, desk.console)
    case .json: desk.console.write(Value.array(found.map { pages.value($0) }).json(indented: true) + "\n")
    case .jsonl: desk.console.write(found.map { pages.value($0).json() + "\n" }.joined())
    }
    let findings = found.flatMap(\.findings)
    guard !findings.isEmpty else { return }
    desk.console.warn(findings)
    throw ExitCode(Failure.Kind.findings.exitCode)
  }

  private func note(_ found: [RecordDifference], _ rewritten: Int, _ console: Console) {
    if rewritten > 0 {
      console.note(
        Phrase(
          id: "\(rewritten) berkas hanya berbeda tulisannya (urutan, tanda kutip, komentar); lihat `git diff`",
          en: rewritten == 1
            ? "1 file differs in its writing only (order, quotes, comments); see `git diff`"
            : "\(rewritten) files differ in their writing only (order, quotes, comments); see `git diff`"))
    } else if found.isEmpty {
      console.note(Phrase(id: "tidak ada beda", en: "there is no difference"))
    }
  }

  /// The record's file, with those of its earlier ids where it was not there yet.
  private static func paths(
    _ record: (collection: KojaStore.Collection, id: String, path: String), _ moments: Moments, _ desk: Desk
  ) throws(Failure) -> [String] {
    guard let old = moments.old, try desk.store().bytes(of: record.path, at: old) == nil else { return [record.path] }
    let earlier = try desk.trail().history(of: record).compactMap { $0.collection.path(of: $0.event.id) }
    return [record.path] + earlier.filter { !$0.sameBytes(as: record.path) }
  }

  /// `ID`, `REV`, `A..B`, or `ID` and one of the others.
  private static func understand(_ subjects: [String], _ desk: Desk) throws(Failure) -> (
    record: (collection: KojaStore.Collection, id: String, path: String)?, moments: Moments
  ) {
    let store = try desk.store()
    guard subjects.count <= 2 else {
      throw Failure(
        .usage, Phrase(id: "`\(subjects[2])` berlebih", en: "`\(subjects[2])` is one too many"),
        hint: Phrase(
          id: "tulis `koja diff [ID] [VERSI..VERSI]`", en: "write `koja diff [ID] [REV..REV]`"))
    }
    guard let first = subjects.first else { return (nil, try store.uncommitted()) }
    if subjects.count == 2, try store.range(first) != nil {
      throw Failure(
        .usage,
        Phrase(id: "`\(first)` berdiri di depan catatannya", en: "`\(first)` stands in front of the record"),
        hint: Phrase(
          id: "tulis `koja diff \(subjects[1]) \(first)`", en: "write `koja diff \(subjects[1]) \(first)`"))
    }
    if subjects.count == 2 { return (try desk.recordInHistory(first), try moments(subjects[1], store)) }
    if let range = try store.range(first) { return (nil, range) }
    if let record = try store.record(placedAs: first) { return (record, try store.uncommitted()) }
    // What is no id may be a revision; what is neither is told as an id.
    if let moments = try? moments(first, store) { return (nil, moments) }
    if first.contains(where: { "~^@".contains($0) }) { return (nil, try moments(first, store)) }
    return (try desk.recordInHistory(first), try store.uncommitted())
  }

  private static func moments(_ typed: String, _ store: Store) throws(Failure) -> Moments {
    if let range = try store.range(typed) { return range }
    return Moments(old: try store.commit(at: typed), new: nil)
  }
}
