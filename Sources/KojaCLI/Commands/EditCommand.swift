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
    var text = edit.original
    if let kept = edit.kept, !kept.isEmpty {
      text = kept
      desk.console.note(Phrase(id: "melanjutkan suntingan yang ditinggalkan", en: "going on with the abandoned edit"))
    }
    var findings: [Finding] = []
    while true {
      try edit.save(text, findings, desk.console.language)
      let isGood = try open(edit, text, desk)
      let new = edit.saved()
      guard isGood, new.contains(where: { $0 > 0x20 }), findings.isEmpty || new != text else {
        return try abandon(edit, new.contains { $0 > 0x20 } ? new : text, findings, desk)
      }
      guard new != edit.original else {
        edit.discard()
        desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
        return
      }
      text = new
      do {
        guard let refused = try commit(edit, text, desk) else { return }
        findings = refused
      } catch {
        try edit.save(text, [], desk.console.language)
        tell(edit, desk)
        throw error
      }
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

  /// Opens the editor; where it does not start, nothing is left that was not there.
  private func open(_ edit: RecordEdit, _ text: [UInt8], _ desk: Desk) throws -> Bool {
    do {
      return try TextEditor.open(edit.path, environment: desk.surroundings(try desk.store()).environment)
    } catch {
      if text == edit.original { edit.discard() } else { tell(edit, desk) }
      throw error
    }
  }

  /// Commits what is clean; else returns what is wrong.
  private func commit(_ edit: RecordEdit, _ text: [UInt8], _ desk: Desk) throws -> [Finding]? {
    let session = try desk.session()
    let (joined, disk) = try edit.upToDate(text)
    switch try edit.judge(joined, insteadOf: disk, note: options.message, session.surroundings) {
    case .refused(let findings): return findings
    case .change(let change):
      if joined != text {
        desk.console.note(
          Phrase(
            id: "catatan ini berubah sejak suntingan dimulai; perubahan keduanya digabung",
            en: "the record changed since the edit began; both changes were joined"))
      }
      let commit = try session.make(change)
      edit.discard()
      desk.console.warn(change.findings)
      desk.console.confirm(change, commit)
      return nil
    }
  }

  /// Keeps what was typed and tells where.
  private func abandon(_ edit: RecordEdit, _ text: [UInt8], _ findings: [Finding], _ desk: Desk) throws {
    guard text.contains(where: { $0 > 0x20 }), text != edit.original else {
      edit.discard()
      desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
      return
    }
    try edit.save(text, [], desk.console.language)
    tell(edit, desk)
    throw Failure(
      .findings, Phrase(id: "suntingan ini belum dicatat", en: "this edit is not committed"),
      hint: Phrase(
        id: "lanjutkan dengan `koja edit \(edit.record.id)`, atau buang dengan `koja edit \(edit.record.id) --discard`",
        en: "go on with `koja edit \(edit.record.id)`, or drop it with `koja edit \(edit.record.id) --discard`"),
      findings: findings)
  }

  private func tell(_ edit: RecordEdit, _ desk: Desk) {
    desk.console.note(Phrase(id: "suntingan tersimpan di \(edit.path)", en: "the edit is kept in \(edit.path)"))
  }
}
