internal import KojaModel
internal import KojaStore

/// Opens a text in an editor, again with what is wrong with it, until it is committed or left.
struct EditingLoop {
  /// What is edited.
  let text: any EditedText
  /// How one goes on with it, or drops it, once it is left.
  let wayOn: Phrase
  let desk: Desk

  /// Runs until `commit` has taken the text, or the person leaves it: then it is kept and told.
  ///
  /// - Parameters:
  ///   - kept: What was left of it before.
  ///   - commit: Commits what is clean; else returns what is wrong. On trial nothing is committed.
  func run(from kept: [UInt8]?, commit: (_ text: [UInt8], _ isTrial: Bool) throws(Failure) -> [Finding]?)
    throws(Failure)
  {
    var typed = text.original
    var findings: [Finding] = []
    if let kept, !kept.isEmpty {
      typed = kept
      desk.console.note(Phrase(id: "melanjutkan suntingan yang ditinggalkan", en: "going on with the abandoned edit"))
      // What else stands in its way is told when it is to be committed.
      findings = ((try? commit(typed, true)) ?? nil) ?? []
    }
    while true {
      try text.save(typed, findings, desk.console.language)
      let fault = try open(typed)
      let new = text.saved()
      guard Self.says(new) else { return try abandon(typed, findings, fault ?? Self.emptied) }
      guard fault == nil, findings.isEmpty || new != typed else { return try abandon(new, findings, fault) }
      guard new != text.original else { return nothing() }
      typed = new
      do {
        guard let refused = try commit(typed, false) else { return text.discard() }
        findings = refused
      } catch {
        try text.save(typed, [], desk.console.language)
        tell()
        throw error
      }
    }
  }

  private static let emptied = Phrase(
    id: "berkas yang disunting kosong atau hilang", en: "the edited file is empty or gone")

  private static func says(_ bytes: [UInt8]) -> Bool { bytes.contains { $0 > 0x20 } }

  private func nothing() {
    text.discard()
    desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
  }

  /// Opens the editor and returns what went wrong in it; where it does not start, nothing is left that was not there.
  private func open(_ typed: [UInt8]) throws(Failure) -> Phrase? {
    do {
      return try TextEditor.open(text.path, environment: desk.surroundings(try desk.store()).environment)
    } catch {
      if typed == text.original { text.discard() } else { tell() }
      throw error
    }
  }

  /// Keeps what was typed and tells where, and what went wrong in the editor.
  private func abandon(_ typed: [UInt8], _ findings: [Finding], _ fault: Phrase?) throws(Failure) {
    guard Self.says(typed), typed != text.original else {
      guard let fault else { return nothing() }
      text.discard()
      throw Failure(.environment, fault, hint: Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
    }
    if let fault { desk.console.note(fault) }
    try text.save(typed, [], desk.console.language)
    tell()
    throw Failure(
      .findings, Phrase(id: "suntingan ini belum dicatat", en: "this edit is not committed"), hint: wayOn,
      findings: findings)
  }

  private func tell() {
    desk.console.note(Phrase(id: "suntingan tersimpan di \(text.path)", en: "the edit is kept in \(text.path)"))
  }
}
