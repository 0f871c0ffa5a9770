internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja commit`: hand edits, completed, checked, one commit per record.
struct CommitCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "commit",
      abstract: told(
        id: "Catat suntingan tangan, satu catatan satu perubahan.", en: "Commit hand edits, one commit per record."),
      discussion: told(
        id:
          "Perubahan `status` atau kolom milik tindakan dikenali dan riwayatnya dilengkapi.\nContoh: koja commit -m \"Dirapikan\"",
        en:
          "A changed `status` or a field that an action owns is recognised and the timeline completed.\nExample: koja commit -m \"Tidied\""
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Berkas, folder atau id; tanpa ini semuanya.", en: "Files, folders or ids; else everything."),
      valueName: "PATH"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      told(id: "Tindakan yang dimaksud, bila ada beberapa.", en: "Which action is meant, where several fit."),
      valueName: "ACTION"))
  var action: String?

  @OptionGroup var options: MessageOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let chosen = try paths.map { try store.chosenPath($0) }
    let session = try desk.session()
    let edits = try HandEdits(store, session.surroundings, action: action, note: options.message)
    var refused: [Finding] = []
    var committed = 0
    for (status, old) in try edits.changedRecords(under: chosen) {
      switch try edits.judge(status, from: old).verdict {
      case .refused(let findings): refused += findings
      case .change(let change):
        let commit = try session.make(change)
        desk.console.warn(change.findings)
        desk.console.confirm(change, commit)
        try desk.tellNotices(of: change)
        committed += 1
      }
    }
    if let blind = try edits.unwatched() { desk.console.note(blind) }
    if committed == 0, refused.isEmpty { desk.console.say(Phrase(id: "tidak ada suntingan", en: "there are no edits")) }
    guard refused.contains(where: { $0.severity == .error }) else { return }
    throw Failure(
      .findings,
      Phrase(
        id: "suntingan di atas belum dicatat dan tetap ada di berkasnya",
        en: "the edits above are not committed and stay in their files"),
      hint: Phrase(id: "perbaiki lalu ulangi `koja commit`", en: "mend them and run `koja commit` again"),
      findings: refused)
  }
}
