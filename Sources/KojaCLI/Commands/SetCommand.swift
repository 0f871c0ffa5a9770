internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja set`: fields of a record, in place, checked and committed.
struct SetCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "set",
      abstract: told(
        id: "Ubah kolom sebuah catatan atau banyak catatan.", en: "Change fields of a record, or of many."),
      discussion: told(
        id:
          """
          Contoh:
            koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003
            koja set lampu-jalan keywords+=remang keywords-=gelap assumption-
          Butir daftar disebut dengan urutannya (dari 0) atau isi salah satu kuncinya; awalannya cukup bila hanya satu yang cocok:
            koja set SKS-2603-7K3FQ2X attachments.0.kind=before
            koja set SKS-2603-7K3FQ2X attachments.name:foto.jpg.kind=after
            koja set SKS-2603-7K3FQ2X refs+=system:lapor,id:1234 refs.system:sikesal-
          Banyak catatan sekaligus: sebutkan koleksinya dan saringannya; rencananya diperiksa dahulu, lalu dicatat:
            koja set complaints --where "status:received age:30d.." priority=low --plan rencana.json
            koja apply rencana.json
          """,
        en:
          """
          Examples:
            koja set SKS-2603-7K3FQ2X priority=high location.area=15.71.01.1003
            koja set lampu-jalan keywords+=remang keywords-=gelap assumption-
          An item of a list goes by its position (from 0) or by what one of its keys holds; the beginning will do where only one fits:
            koja set SKS-2603-7K3FQ2X attachments.0.kind=before
            koja set SKS-2603-7K3FQ2X attachments.name:foto.jpg.kind=after
            koja set SKS-2603-7K3FQ2X refs+=system:lapor,id:1234 refs.system:sikesal-
          Many records at once: name their collection and a filter; the plan is looked at first, then applied:
            koja set complaints --where "status:received age:30d.." priority=low --plan plan.json
            koja apply plan.json
          """
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Id atau nomor catatan; dengan --where koleksinya.",
        en: "The record's id or number; with --where the collection."),
      valueName: "ID"))
  var id: String

  @Argument(
    help: ArgumentHelp(
      told(
        id: "kolom=isi, kolom+=isi (tambah), kolom-=isi (ambil dari daftar), kolom- (hapus).",
        en: "field=value, field+=value (add), field-=value (take out of a list), field- (remove)."),
      valueName: "KEY=VALUE"))
  var fields: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      told(
        id: "Saringan, seperti pada `list`; boleh beberapa kali.",
        en: "Filter, as for `list`; may be given several times."),
      valueName: "FILTER"))
  var filters: [String] = []

  @Option(
    name: .customLong("plan"),
    help: ArgumentHelp(
      told(
        id: "Tulis rencana untuk banyak catatan ke berkas ini.", en: "Write the plan for many records to this file."),
      valueName: "FILE"))
  var planPath: String?

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    if !filters.isEmpty { try refuseStrayWords() }
    guard !fields.isEmpty else {
      throw Failure(
        .usage, Phrase(id: "apa yang diubah belum disebut", en: "what to change is not said"),
        hint: Phrase(id: "tulis `koja set \(id) kolom=isi`", en: "write `koja set \(id) field=value`"))
    }
    let assignments = try Assignment.all(fields)
    guard filters.isEmpty else { return try plan(assignments, desk) }
    guard planPath == nil else {
      throw Failure(
        .usage, Phrase(id: "`--plan` memerlukan `--where`", en: "`--plan` needs `--where`"),
        hint: Phrase(
          id: "`koja set KOLEKSI --where SARINGAN … --plan BERKAS`",
          en: "`koja set COLLECTION --where FILTER … --plan FILE`"
        ))
    }
    let record = try desk.record(id)
    let session = try desk.session()
    guard let change = try ChangeDesk(session).setFields(of: record, assignments, note: options.message) else {
      desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
      return
    }
    try desk.conclude(change, session, isDryRun: options.isDryRun)
  }

  /// Of many records the collection comes first, and what is no assignment may be meant as part of the filter.
  private func refuseStrayWords() throws(Failure) {
    if id.contains("=") {
      throw Failure(
        .usage,
        Phrase(id: "koleksinya belum disebut", en: "the collection is missing"),
        hint: Phrase(
          id: "`koja set KOLEKSI --where SARINGAN \(id) …`", en: "`koja set COLLECTION --where FILTER \(id) …`"))
    }
    let strays = ([id] + fields).filter { !$0.contains("=") && $0.contains(":") }
    guard let stray = strays.first else { return }
    let filter = (filters + strays).joined(separator: " ")
    throw Failure(
      .usage,
      Phrase(id: "`\(stray)` bukan isian melainkan saringan", en: "`\(stray)` is no assignment but a filter"),
      hint: Phrase(
        id: "kutip seluruh saringannya: `--where \"\(filter)\"`, atau ulangi `--where \(stray)`",
        en: "quote the whole filter: `--where \"\(filter)\"`, or say `--where \(stray)`, too"))
  }

  /// Many records: a plan, shown and written down; nothing is committed.
  private func plan(_ assignments: [Assignment], _ desk: Desk) throws {
    let collection = try desk.collection(id)
    let words = filters.flatMap(Self.words)
    let question = Question(
      collection: collection, filter: words, columns: ["id"], limit: nil, now: try desk.readingTime(try desk.store()),
      language: desk.console.language)
    let answer = try question.answer(desk.indexed())
    desk.console.warnAbout(unreadable: answer.unreadable)
    let records = answer.rows.compactMap { row in row.id.flatMap { id in row.path.map { (id: id, path: $0) } } }
    let session = try desk.session()
    let made = try ChangeDesk(session).plan(
      assignments, for: records, in: collection, asked: ["--where"] + words + fields, note: options.message)
    guard let made else {
      desk.console.say(
        records.isEmpty
          ? Phrase(id: "tidak ada catatan yang cocok", en: "no record matches")
          : Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
      return
    }
    try desk.show(made)
    if let planPath, !options.isDryRun {
      try desk.write(made.plan, to: planPath)
    } else {
      desk.console.note(
        Phrase(
          id: "tidak ada yang ditulis; tambahkan `--plan BERKAS` lalu `koja apply BERKAS`",
          en: "nothing was written; add `--plan FILE`, then `koja apply FILE`"))
    }
  }

  /// A filter as the arguments that `list` would get: parted at blanks, but for those between double quotes.
  private static func words(_ filter: String) -> [String] {
    var words: [String] = [""]
    var isQuoted = false
    for character in filter {
      if character == "\"" { isQuoted.toggle() }
      if character == " ", !isQuoted { words.append("") } else { words[words.count - 1].append(character) }
    }
    return words.filter { !$0.isEmpty }
  }
}
