internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja evaluate`: grades by a scorecard, as records.
struct EvaluateCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "evaluate", abstract: told(id: "Nilai menurut kartu nilai.", en: "Grade by a scorecard."),
      discussion: told(
        id:
          """
          Kartu nilai diatur di `schemas/scorecards/`; tanpa nama semuanya disebut. Yang dihitung selalu catatan pada satu perubahan git, sehingga angka yang sama dapat dibuat lagi. Penilaian yang sudah diputuskan tidak diubah; yang angkanya sama tidak ditulis lagi.
          Contoh:
            koja evaluate sipadek-sipaten --period 2022-01..2022-02 --dry-run
          """,
        en:
          """
          Scorecards stand in `schemas/scorecards/`; without a name all are listed. What is counted are always the records of one commit, so that the same figures can be made again. What is decided stays; what has the same figures is not written again.
          Example:
            koja evaluate sipadek-sipaten --period 2022-01..2022-02 --dry-run
          """))
  }

  @Argument(help: ArgumentHelp(told(id: "Nama kartu nilai.", en: "The scorecard's name."), valueName: "SCORECARD"))
  var name: String?

  @Option(
    help: ArgumentHelp(told(id: "Masa yang dinilai.", en: "What time is graded."), valueName: "2022-01..2022-02"))
  var period: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      told(id: "Hitung catatan pada versi git ini.", en: "Count the records of this git revision."), valueName: "REV"))
  var asOf: String?

  @OptionGroup var recording: NoteOptions

  @OptionGroup var form: TableOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    guard let name else { return try list(desk) }
    let format = try form.format()
    let store = try desk.store()
    let card = ScorecardDefinition(try store.definition(.scorecard, name))
    guard let text = period, let period = AskedPeriod(text, now: try desk.readingTime(store)) else {
      throw Failure(
        .usage, Phrase(id: "masa yang dinilai belum jelas", en: "it is not clear what time is graded"),
        hint: Phrase(id: "misalnya `--period 2022-01..2022-02`", en: "such as `--period 2022-01..2022-02`"))
    }
    try period.refuseTurned("--period")
    if let until = period.until, until > desk.present(store).seconds {
      desk.console.note(
        Phrase(
          id: "masa itu belum berakhir; angkanya belum lengkap", en: "that time is not over; its figures are not whole")
      )
    }
    // Edits that are not committed do not count; without any the index of the present has the same records.
    let revision = asOf ?? (store.isDirty ? "HEAD" : nil)
    let then = try desk.asOf(revision)
    let indexed = try then.answering()
    let moment = store.commit == nil ? try desk.readingTime(store) : try store.moment(revision ?? "HEAD")
    let evaluation = try Evaluation(card, period, of: indexed, now: moment)
    let run = try EvaluationRun(try desk.session(), evaluation, commit: try then.store().commit)
    let outcomes = try run.outcomes()
    let sheet = EvaluationSheet(card, outcomes, store)
    let options = desk.console.options(now: desk.present(store), isExcel: form.excel)
    func tell(_ fate: Phrase?) {
      desk.console.show(sheet.table, format, options)
      if format.isForPeople, outcomes.contains(where: { !$0.result.marked.isEmpty }) {
        desk.console.write("\n" + sheet.marks(desk.console.language).map { safe($0) + "\n" }.joined())
      }
      desk.console.note(sheet.summary(fate))
    }
    guard let change = try run.planned(outcomes, note: recording.message) else {
      return tell(Phrase(id: "tidak ada yang perlu ditulis", en: "there is nothing to write"))
    }
    if recording.isDryRun { return tell(Phrase(id: "tidak ada yang ditulis", en: "nothing was written")) }
    try run.refuseUncommittedCard()
    // Written first: whoever reads only the first lines (`… | head`) has it nevertheless.
    try desk.conclude(change, run.session, isDryRun: false) { tell(nil) }
  }

  private func list(_ desk: Desk) throws {
    let store = try desk.store()
    let rows = try store.definitionNames(.scorecard).map { name in
      let card = ScorecardDefinition(try store.definition(.scorecard, name))
      return Table.Row(
        [Table.Cell(.string(name)), Table.Cell(.string(card.title[desk.console.language]))], id: name)
    }
    let columns = [
      Table.Column("name", Phrase(id: "Kartu nilai", en: "Scorecard"), .code),
      Table.Column("title", Phrase(id: "Judul", en: "Title")),
    ]
    desk.console.show(
      Table(columns: columns, rows: rows), try form.format(), desk.console.options(now: desk.present(store)))
  }
}
