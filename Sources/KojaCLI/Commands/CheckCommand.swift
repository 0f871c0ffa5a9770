internal import ArgumentParser
internal import KojaExplain
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja check`: every rule over every record.
struct CheckCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check", abstract: told(id: "Periksa catatan.", en: "Check records."),
      discussion: told(
        id:
          "Contoh: koja check records/complaints/2026\n        koja check --fix --dry-run\nKode keluar 0 bila bersih, 1 bila ada kesalahan.",
        en:
          "Example: koja check records/complaints/2026\n         koja check --fix --dry-run\nExit code 0 when clean, 1 when there are errors."
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Berkas atau folder; tanpa ini semuanya.", en: "Files or folders; else everything."), valueName: "PATH"))
  var paths: [String] = []

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Periksa yang sudah di-`git add`, seperti akan dicatat.",
        en: "Check what is staged, as it will be committed.")))
  var staged = false

  @Option(
    help: ArgumentHelp(
      told(
        id: "Periksa juga apa yang tidak boleh terjadi sejak versi ini.",
        en: "Check, too, what may not happen since this revision."), valueName: "REV"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      told(
        id: "Hanya yang baru sejak versi atau waktu ini, misalnya main atau 7d.",
        en: "Only what is new since this revision or time, such as main or 7d."), valueName: "REV|T"))
  var since: String?

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Periksa juga berkas lampiran: ada, ukuran dan isinya.",
        en: "Check the attached files, too: that they are there, their sizes and contents.")))
  var attachments = false

  @Flag(help: ArgumentHelp(told(id: "Anggap peringatan sebagai kesalahan.", en: "Treat warnings as errors.")))
  var strict = false

  @OptionGroup var output: FindingOptions

  @Flag(
    help: ArgumentHelp(
      told(
        id: "Perbaiki yang aman di berkasnya, tanpa mencatat.",
        en: "Mend in the files what is safe, without committing.")))
  var fix = false

  @Flag(
    name: .customLong("dry-run"),
    help: ArgumentHelp(told(id: "Tunjukkan saja perbaikannya.", en: "Only show what --fix would do.")))
  var dryRun = false

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    _ = try output.limit()  // before anything is judged
    try refuseContradictions()
    let store = try desk.store()
    let chosen = try paths.map { try store.recordPath($0) }
    guard fix else { return try conclude(check(store, chosen, desk), desk, store) }
    let session = dryRun ? nil : try WriteSession(store, desk.surroundings(store), commits: false)
    let before = try check(store, chosen, desk)
    let plan = try FixPlanner(store.catalogue, WorkTreeSource(store.files), now: desk.readingTime(store)).plan(before)
    let console = desk.console
    func tell(_ text: String) { output.format.isForPeople ? console.write(text) : console.complain(text) }
    let options = console.options(now: try desk.readingTime(store))
    guard let session else {
      tell(FixDiff(plan, options).text + FixAccount(plan, options).left)
      if let summary = FixAccount(plan, options).summary(isDone: false) { tell(summary + "\n\n") }
      return try conclude(before, desk, store)
    }
    let done = try session.write(plan)
    let account = FixAccount(done, options)
    tell(account.done + account.left)
    if let summary = account.summary(isDone: true) { tell(summary + "\n\n") }
    let moved = done.files.compactMap(\.target)
    try conclude(done.files.isEmpty ? before : check(store, chosen.isEmpty ? [] : chosen + moved, desk), desk, store)
  }

  /// What is wrong with the schemas is an answer, too, in the form that was asked for.
  func unopened(_ failure: Failure) -> Failure {
    guard !output.format.isForPeople, !failure.findings.isEmpty else { return failure }
    let console = Console(language: Spoken.language, colour: globals.color)
    let options = console.options(now: Timestamp(seconds: 0, offset: 0))
    console.write(output.format.render(failure.findings.sorted(), options, rules: Handbook.rule))
    return Failure(failure.kind, failure.message, hint: failure.hint)
  }

  /// What a check of everything could not look at.
  private func tellAbsent(_ store: Store, _ desk: Desk) {
    for name in store.others.absent {
      desk.console.note(
        Phrase(
          id: "penyimpanan `\(name)` tidak ada di mesin ini; rujukan ke sana tidak diperiksa",
          en: "the store `\(name)` is not on this machine; references to it were not looked at"))
    }
  }

  private func refuseContradictions() throws(Failure) {
    if fix, staged {
      throw Failure(
        .usage,
        Phrase(id: "`--fix` tidak dapat dipakai dengan `--staged`", en: "`--fix` cannot be used with `--staged`"),
        hint: Phrase(
          id: "perbaiki berkasnya dulu, lalu `git add` lagi", en: "mend the files first, then `git add` them again"))
    }
    if fix, against != nil || since != nil {
      let option = against == nil ? "--since" : "--against"
      throw Failure(
        .usage,
        Phrase(id: "`--fix` tidak dapat dipakai dengan `\(option)`", en: "`--fix` cannot be used with `\(option)`"),
        hint: Phrase(id: "perbaiki dulu, lalu periksa lagi", en: "mend first, then check again"))
    }
    if attachments, staged || since != nil {
      let option = staged ? "--staged" : "--since"
      throw Failure(
        .usage,
        Phrase(
          id: "`--attachments` tidak dapat dipakai dengan `\(option)`",
          en: "`--attachments` cannot be used with `\(option)`"),
        hint: Phrase(
          id: "berkas lampiran tidak punya riwayat: `koja check --attachments`",
          en: "attached files have no history: `koja check --attachments`"))
    }
    if dryRun, !fix {
      throw Failure(
        .usage, Phrase(id: "`--dry-run` memerlukan `--fix`", en: "`--dry-run` needs `--fix`"),
        hint: Phrase(id: "`koja check --fix --dry-run`", en: "`koja check --fix --dry-run`"))
    }
  }

  private func check(_ store: Store, _ chosen: [String], _ desk: Desk) throws -> CheckRun.Report {
    let run =
      staged
      ? try store.stagedCheck(now: desk.readingTime(store), environment: desk.surroundings(store).environment)
      : CheckRun(store.catalogue, store.records, now: try desk.readingTime(store), others: store.others)
    var report: CheckRun.Report
    if let since {
      report = try store.report(of: run, since: since, under: chosen, isStaged: staged)
    } else {
      report = chosen.isEmpty ? (staged ? try store.onlyStaged(run) : run.all()) : try run.only(chosen)
      if !chosen.isEmpty, report.checked == 0 {
        throw Failure(
          .usage,
          Phrase(
            id: "tidak ada catatan di \(paths.joined(separator: ", "))",
            en: "there are no records at \(paths.joined(separator: ", "))"))
      }
    }
    if let against {
      let found = try store.findings(of: run, against: against, under: chosen, isStaged: staged)
      report = report.adding(found)
    }
    return report
  }

  /// Prints what was found; ends with 1 when it forbids a commit. A check of everything is noted for the overview.
  private func conclude(_ report: CheckRun.Report, _ desk: Desk, _ store: Store) throws {
    if paths.isEmpty, !staged, since == nil, against == nil, desk.globals.now == nil {
      LastCheck(at: desk.present(store), checked: report.checked, findings: report.findings).note(in: store)
    }
    if paths.isEmpty, output.format.isForPeople { tellAbsent(store, desk) }
    let report =
      attachments
      ? report.adding(try AttachmentCheck(store).findings(under: try paths.map { try store.recordPath($0) })) : report
    desk.console.conclude(
      report.findings, checked: report.checked, output.format, most: try output.limit(),
      now: try desk.readingTime(store), offersFixes: !dryRun && !staged)
    let fails = report.findings.contains { $0.severity == .error || (strict && $0.severity == .warning) }
    if fails { throw ExitCode(Failure.Kind.findings.exitCode) }
  }
}
