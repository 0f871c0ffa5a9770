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
          Di penyunting teks, seperti `koja edit`: koja new complaints channel=sikesal --edit
          Banyak catatan sekaligus: satu objek JSON per baris; setiap kelompok dicatat seutuhnya atau tidak sama sekali, dan perintah yang terputus melanjutkan bila diulang:
            koja new complaints --from laporan.jsonl
          """,
        en:
          """
          Example: koja new complaints category=lampu-jalan channel=sikesal summary="Lamp is out" …
          In a text editor, as with `koja edit`: koja new complaints channel=sikesal --edit
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

  @Flag(
    name: .customLong("edit"),
    help: ArgumentHelp(
      told(id: "Tulis di penyunting teks; diperiksa sebelum dicatat.", en: "Write it in a text editor; checked first."))
  )
  var isEdited = false

  @Flag(
    name: .customLong("discard"),
    help: ArgumentHelp(told(id: "Dengan --edit: buang konsep lama dulu.", en: "With --edit: drop the old draft first."))
  )
  var discards = false

  @OptionGroup var entry: EntryOptions

  @OptionGroup var recording: NoteOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let assignments = try Assignment.all(fields)
    let collection = try desk.collection(self.collection)
    let stream = try source.map { try InputFile.stream($0) }
    let happened =
      entry.given.isEmpty
      ? nil : Happening(at: try entry.moment(try desk.store()), note: entry.note, after: entry.insertAfter)
    if let stream, try isMany(stream) {
      try refuseEntry(with: "JSONL")
      return try takeIn(IntakeSource(stream, name: source ?? "-"), collection, desk)
    }
    let draft = try stream.map { try InputFile.document($0.rest(limit: Self.longestDraft), source ?? "-") }
    guard !isEdited else {
      try refuseEntry(with: "--edit")
      return try write(in: collection, assignments, draft, desk)
    }
    let session = try desk.session()
    let (change, id) = try ChangeDesk(session).newRecord(
      in: collection, id: id, assignments, draft: draft, note: recording.message, happened: happened)
    if recording.isDryRun {
      desk.console.write(change.files.first?.after.map { String(decoding: $0, as: UTF8.self) } ?? "")
      return
    }
    try make(change, id, session, desk)
  }

  private func refuseEntry(with other: String) throws(Failure) {
    guard let first = entry.given.first else { return }
    throw Failure(
      .usage,
      Phrase(
        id: "`\(first)` tidak dapat dipakai bersama \(other)", en: "`\(first)` cannot be used together with \(other)"))
  }

  private func make(_ change: PlannedChange, _ id: String, _ session: WriteSession, _ desk: Desk) throws(Failure) {
    _ = try session.make(change)
    try desk.tellNotices(of: id, in: desk.collection(collection))
    desk.console.warn(change.findings)
    desk.console.write(id + "\n")
  }

  /// Writes the record in an editor; where an older draft was left, goes on with that.
  private func write(
    in collection: KojaStore.Collection, _ assignments: [Assignment], _ known: Document?, _ desk: Desk
  ) throws(Failure) {
    guard !recording.isDryRun else {
      throw Failure(
        .usage,
        Phrase(id: "`--edit` tidak dapat dipakai dengan `--dry-run`", en: "`--edit` cannot be used with `--dry-run`"))
    }
    // What no commit could take is refused before anybody has typed.
    let draft = try ChangeDesk(desk.session()).newDraft(in: collection, id: id, assignments, draft: known)
    if discards { draft.discard() }
    if draft.kept != nil, !fields.isEmpty || source != nil {
      throw Failure(
        .conflict,
        Phrase(
          id: "masih ada konsep yang ditinggalkan: \(draft.path)", en: "there is an abandoned draft: \(draft.path)"),
        hint: Phrase(
          id: "lanjutkan tanpa isian: `koja new \(collection.name) --edit`, atau buang dengan `--discard`",
          en: "go on without fields: `koja new \(collection.name) --edit`, or drop it with `--discard`"))
    }
    try EditingLoop(
      text: draft,
      wayOn: Phrase(
        id: "lanjutkan dengan `koja new \(collection.name) --edit`, atau buang dengan `--edit --discard`",
        en: "go on with `koja new \(collection.name) --edit`, or drop it with `--edit --discard`"),
      desk: desk
    ).run(from: draft.kept) { text, isTrial throws(Failure) in
      // Nobody else waits while somebody types: the lock is taken for the commit only.
      let session = try desk.session()
      do throws(Failure) {
        let (change, id) = try ChangeDesk(session).newRecord(
          in: collection, id: self.id, text: text, note: recording.message)
        if !isTrial { try make(change, id, session, desk) }
        return nil
      } catch {
        guard error.kind == .findings, !error.findings.isEmpty else { throw error }
        return error.findings
      }
    }
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
        ? Phrase(
          id: "\(outcome.made) catatan dibuat\(mark)",
          en: "\(outcome.made == 1 ? "1 record" : "\(outcome.made) records") made\(mark)")
        : Phrase(
          id: "\(outcome.made) catatan dibuat\(mark), \(outcome.earlier) sudah ada dari perintah sebelumnya",
          en:
            "\(outcome.made == 1 ? "1 record" : "\(outcome.made) records") made\(mark), \(outcome.earlier) \(outcome.earlier == 1 ? "was" : "were") there from an earlier run"
        ))
  }
}

extension Intake.Commits: ExpressibleByArgument {}
