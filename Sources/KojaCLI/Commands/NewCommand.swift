internal import ArgumentParser
internal import Glibc
internal import KojaModel
internal import KojaStore

/// `koja new`: a record, checked and committed.
struct NewCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new", abstract: told(id: "Buat catatan baru; mencetak idnya.", en: "Make a record; prints its id."),
      discussion: told(
        id:
          """
          Contoh: koja new complaints category=lampu-jalan channel=sikesal summary="Lampu padam" …
          Banyak catatan sekaligus: satu objek JSON per baris; setiap kelompok dicatat seutuhnya atau tidak sama sekali, dan perintah yang terputus melanjutkan bila diulang:
            koja new complaints --from laporan.jsonl
          """,
        en:
          """
          Example: koja new complaints category=lampu-jalan channel=sikesal summary="Lamp is out" …
          Many records at once: one JSON object a line; each batch is committed whole or not at all, and a command that was cut off goes on when it is repeated:
            koja new complaints --from complaints.jsonl
          """))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @Argument(
    help: ArgumentHelp(
      told(id: "Isian: kolom=isi, kolom+=isi.", en: "Fields: field=value, field+=value."), valueName: "KEY=VALUE"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(
      told(id: "Id, untuk koleksi yang idnya ditentukan orang.", en: "The id, where people choose it."), valueName: "ID"
    ))
  var id: String?

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      told(
        id: "Baca isian dari berkas YAML, atau banyak catatan dari berkas JSONL; - untuk masukan baku.",
        en: "Read fields from a YAML file, or many records from a JSONL file; - for standard input."), valueName: "FILE"
    ))
  var source: String?

  @Option(
    help: ArgumentHelp(
      told(
        id: "Dari berkas JSONL: satu perubahan untuk tiap catatan atau tiap kelompok.",
        en: "From a JSONL file: one commit for each record, or each batch."), valueName: "record|batch"))
  var commits: Intake.Commits = .batch

  @Option(
    help: ArgumentHelp(
      told(id: "Banyaknya catatan dalam satu kelompok.", en: "How many records a batch has."), valueName: "N"))
  var batch = 10_000

  @OptionGroup var recording: NoteOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let assignments = try Assignment.all(fields)
    let collection = try desk.collection(self.collection)
    let stream = try source.map { try InputFile.stream($0) }
    if let stream, try isMany(stream) {
      return try takeIn(IntakeSource(stream, name: source ?? "-"), collection, desk)
    }
    let draft = try stream.map { try InputFile.document($0.rest(limit: Self.longestDraft), source ?? "-") }
    let session = try desk.session()
    let (change, id) = try ChangeDesk(session).newRecord(
      in: collection, id: id, assignments, draft: draft, note: recording.message)
    if recording.isDryRun {
      desk.console.write(change.files.first?.after.map { String(decoding: $0, as: UTF8.self) } ?? "")
      return
    }
    _ = try session.make(change)
    try desk.tellNotices(of: id, in: collection)
    desk.console.warn(change.findings)
    desk.console.write(id + "\n")
  }

  /// A record is not longer than this; the reader says so of what is.
  private static let longestDraft = 2 << 20

  /// Whether a file is one of many records: by its name, or because it has several lines of objects.
  private func isMany(_ stream: ByteStream) throws(Failure) -> Bool {
    if ["jsonl", "ndjson"].contains(where: { (source ?? "").hasSuffix("." + $0) }) { return true }
    return try IntakeSource.looksLikeMany(stream)
  }

  private func takeIn(_ lines: IntakeSource, _ collection: KojaStore.Collection, _ desk: Desk) throws {
    try Amount.require(batch, atLeast: 1, of: "--batch")
    guard fields.isEmpty, id == nil, !recording.isDryRun else {
      throw Failure(
        .usage,
        Phrase(
          id: "isian, `--id` dan `--dry-run` tidak dapat dipakai dengan berkas JSONL",
          en: "fields, `--id` and `--dry-run` cannot be used with a JSONL file"),
        hint: Phrase(id: "tulis isinya di berkas itu", en: "write them into that file"))
    }
    let session = try desk.session()
    let intake = try Intake(
      session, collection, from: lines, commits: commits, note: recording.message, batchSize: batch)
    let console = desk.console
    let progress = Progress(Phrase(id: "dicatat:", en: "committed:"), language: console.language)
    defer { progress.end() }
    let outcome = try intake.run { ids, outcome in
      if !console.isTerminal { console.write(ids.map { $0 + "\n" }.joined()) }
      if let size = lines.stream.size { progress.tell(lines.stream.taken, size) } else { progress.tell(outcome.made) }
    }
    progress.end()
    let mark = outcome.commit.map { " [\($0.prefix(8))]" } ?? ""
    console.note(
      outcome.earlier == 0
        ? Phrase(id: "\(outcome.made) catatan dibuat\(mark)", en: "\(outcome.made) records made\(mark)")
        : Phrase(
          id: "\(outcome.made) catatan dibuat\(mark), \(outcome.earlier) sudah ada dari perintah sebelumnya",
          en: "\(outcome.made) records made\(mark), \(outcome.earlier) were there from an earlier run"))
  }
}

extension Intake.Commits: ExpressibleByArgument {}
