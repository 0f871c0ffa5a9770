internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja restore`: a record as it was.
struct RestoreCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "restore",
      abstract: told(
        id: "Kembalikan catatan ke versi yang tercatat.", en: "Bring a record back to a committed version."),
      discussion: told(
        id:
          "Tanpa --at suntingan yang belum dicatat dibuang (isinya tetap tersimpan di git); catatan yang penghapusannya sudah tercatat kembali sebagai perubahan baru.\nContoh: koja restore SKS-2603-7K3FQ2X --at HEAD~3",
        en:
          "Without --at uncommitted edits are dropped (their text stays in git); a record whose removal was committed comes back as a new change.\nExample: koja restore SKS-2603-7K3FQ2X --at HEAD~3"
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id catatan.", en: "The record's id."), valueName: "ID"))
  var id: String

  @Option(
    help: ArgumentHelp(
      told(id: "Versi git atau waktu; menjadi perubahan baru.", en: "A git revision or a time; becomes a new change."),
      valueName: "REV"))
  var at: String?

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let record = try desk.recordInHistory(id)
    let session = try desk.session()
    switch try ChangeDesk(session).restore(record, revision: at, in: try desk.trail()) {
    case .nothing:
      desk.console.say(Phrase(id: "tidak ada yang perlu dikembalikan", en: "there is nothing to bring back"))
    case .discard(let bytes, let path, _) where dryRun.isDryRun:
      let before = try? store.files.read(path, limit: Store.recordLimit)
      desk.console.write(desk.diff([PlannedChange.FileEdit(path: path, before: before, after: bytes)], store))
      desk.console.note(Phrase(id: "tidak ada yang ditulis", en: "nothing was written"))
    case .discard(let bytes, let path, let kept):
      try ChangeDesk(session).putBack(bytes, at: path)
      desk.console.say(Phrase(id: "dikembalikan: \(path)", en: "brought back: \(path)"))
      tell(kept, desk)
    case .change(let change, let kept):
      try desk.conclude(change, session, isDryRun: dryRun.isDryRun)
      if !dryRun.isDryRun { tell(kept, desk) }
    }
  }

  /// Where an edit is that was dropped.
  private func tell(_ kept: String?, _ desk: Desk) {
    guard let kept else { return }
    desk.console.say(
      Phrase(
        id: "yang dibuang masih dapat dibaca: git cat-file -p \(kept)",
        en: "what was dropped can still be read: git cat-file -p \(kept)"))
  }
}
