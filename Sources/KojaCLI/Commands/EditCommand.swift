internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja edit`: a record in a text editor, checked before it is committed.
struct EditCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit",
      abstract: told(
        id: "Sunting catatan di penyunting teks; diperiksa sebelum dicatat.",
        en: "Edit a record in a text editor; checked before it is committed."),
      discussion: told(
        id:
          "Penyuntingnya $VISUAL, $EDITOR, atau nano. Kesalahan ditulis di atas teks dan hilang saat disimpan; suntingan yang ditinggalkan tetap tersimpan, dilanjutkan dengan perintah yang sama atau dibuang dengan --discard.\nContoh: koja edit SKS-2603-7K3FQ2X -m \"Dirapikan\"",
        en:
          "The editor is $VISUAL, $EDITOR, or nano. Errors are written above the text and go when it is saved; an abandoned edit is kept, to go on with by the same command or to drop by --discard.\nExample: koja edit SKS-2603-7K3FQ2X -m \"Tidied\""
      ))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Flag(
    name: .customLong("discard"),
    help: ArgumentHelp(
      told(id: "Buang suntingan yang ditinggalkan; catatannya tetap.", en: "Drop an abandoned edit; the record stays."))
  )
  var discards = false

  @OptionGroup var options: MessageOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    guard !discards else { return try discard(store, desk) }
    // What no commit could take is refused before anybody has typed.
    _ = try desk.session()
    let edit = try RecordEdit(store, try desk.record(id))
    try EditingLoop(
      text: edit,
      wayOn: Phrase(
        id: "lanjutkan dengan `koja edit \(edit.record.id)`, atau buang dengan `koja edit \(edit.record.id) --discard`",
        en: "go on with `koja edit \(edit.record.id)`, or drop it with `koja edit \(edit.record.id) --discard`"),
      desk: desk
    ).run(from: edit.kept) { text, isTrial throws(Failure) in
      try commit(edit, text, isTrial: isTrial, desk)
    }
  }

  private func discard(_ store: Store, _ desk: Desk) throws {
    let (isThere, kept) = try RecordEdit.drop(id, located: try? desk.record(id), in: store)
    guard isThere else {
      desk.console.say(Phrase(id: "tidak ada suntingan yang ditinggalkan", en: "there is no abandoned edit"))
      return
    }
    desk.console.say(Phrase(id: "suntingan itu dibuang", en: "the edit was dropped"))
    guard let kept else { return }
    desk.console.say(
      Phrase(
        id: "yang dibuang masih dapat dibaca: git cat-file -p \(kept)",
        en: "what was dropped can still be read: git cat-file -p \(kept)"))
  }

  /// Commits what is clean; else returns what is wrong.
  private func commit(_ edit: RecordEdit, _ text: [UInt8], isTrial: Bool, _ desk: Desk) throws(Failure) -> [Finding]? {
    let session = try desk.session()
    let (joined, disk) = try edit.upToDate(text)
    switch try edit.judge(joined, insteadOf: disk, note: options.message, session.surroundings) {
    case .refused(let findings): return findings
    case .change where isTrial: return nil
    case .change(let change):
      if joined != text {
        desk.console.note(
          Phrase(
            id: "catatan ini berubah sejak suntingan dimulai; perubahan keduanya digabung",
            en: "the record changed since the edit began; both changes were joined"))
      }
      let commit = try session.make(change)
      desk.console.warn(change.findings)
      desk.console.confirm(change, commit)
      return nil
    }
  }
}
