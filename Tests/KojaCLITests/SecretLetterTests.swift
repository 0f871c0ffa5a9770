import KojaTestSupport
import Testing

/// Letters of the classes secret and top secret: the facts of the agenda, and nothing that tells what is in them.
@Suite struct SecretLetterTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func letter(_ more: String...) throws -> Shell.Output {
    try RunKoja.run(
      [
        "new", "letters", "direction=incoming", "kind=official-letter", "sender.text=Kodim (contoh)", "unit=diskominfo",
        "number=1/R/2026", "letter_date=2026-11-20", "received_at=2026-11-24T10:00", "urgency=ordinary", "--lang", "en",
      ] + more, in: store.path)
  }

  private func expectNoFault(since commit: String) throws {
    let audit = try store.koja("audit", "\(commit)..", "--lang", "en")
    #expect(!audit.text.contains("error["), "\(audit.text)\(audit.standardError)")
  }

  private let neutral = ["secrecy=secret", "subject=Surat rahasia", "paper.place=Brankas 1"]

  @Test(arguments: ["secret", "top-secret"]) func theFactsOfTheAgendaAreEnough(_ secrecy: String) throws {
    let made = try letter("secrecy=\(secrecy)", neutral[1], neutral[2])
    #expect(made.status == 0, "\(made.standardError)")
    let id = try #require(made.lines.first)
    #expect(try store.koja("do", id, "dispose", "unit=diskominfo", person: .hendra).status == 0)
    #expect(try store.koja("check").status == 0)
  }

  @Test func theSubjectIsOneOfThoseThatTellNothing() throws {
    let refused = try letter(neutral[0], "subject=Rencana operasi di pasar", neutral[2])
    #expect(refused.status == 1 && refused.standardError.contains("error[schema/enum]"), "\(refused.standardError)")
    #expect(refused.standardError.contains("Surat sangat rahasia"), "what may stand there is told")
  }

  @Test func thePlaceOfThePaperIsDemanded() throws {
    let refused = try letter(neutral[0], neutral[1])
    #expect(refused.status == 1 && refused.standardError.contains("error[schema/required]"), "\(refused.standardError)")
    #expect(refused.standardError.contains("paper"))
  }

  @Test(arguments: ["abstract=Isinya", "refers_to+=apps/sipadek"]) func nothingThatTellsMoreIsTaken(_ more: String)
    throws
  {
    let refused = try letter(neutral[0], neutral[1], neutral[2], more)
    #expect(refused.status == 1 && refused.text.isEmpty, "\(refused.standardError)")
  }

  @Test func neitherAScanNorANoteComesInLater() throws {
    let id = try #require(try letter(neutral[0], neutral[1], neutral[2]).lines.first)
    let sha = String(repeating: "a", count: 64)
    let scan = try store.koja(
      "set", id, "attachments+=sha256:\(sha),bytes:9,name:pindaian.pdf,kind:scan", "--lang", "en")
    #expect(scan.status == 1 && scan.standardError.contains("`attachments`"), "\(scan.standardError)")
    #expect(try store.koja("do", id, "settle", "--note", "Tentang operasi di pasar.").status == 1)
    #expect(try store.koja("do", id, "settle", "--note", "Lihat berkasnya.").status == 0)
    #expect(try store.koja("set", id, "subject=Operasi di pasar").status == 1)
  }

  @Test func anOrdinaryLetterBecomesSecretOnlyWithoutItsContent() throws {
    let made = try letter("secrecy=ordinary", "subject=Undangan rapat", "abstract=Isinya")
    let id = try #require(made.lines.first)
    #expect(try store.koja("set", id, "secrecy=secret").status == 1)
    let changed = try store.koja(
      "set", id, "secrecy=secret", "subject=Surat rahasia", "abstract-", "paper.place=Brankas 1")
    #expect(changed.status == 0, "\(changed.standardError)")
  }

  /// What a record tells no more, the register of its number does not tell either.
  @Test func theRegisterTellsOfItNoMoreThanTheLetterItself() throws {
    let id = try #require(try letter("secrecy=ordinary", "subject=Dugaan suap", "paper.place=Brankas").lines.first)
    #expect(try store.koja("list", "numbers", "subject:suap", "--format", "ids").lines.count == 1)
    #expect(try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia").status == 0)
    #expect(try store.koja("list", "numbers", "subject:suap", "--format", "ids").lines == [])
    #expect(try store.koja("check").status == 0 && store.status() == [])
  }

  @Test func aSignedLetterBecomesSecretAndIsNotRewrittenOtherwise() throws {
    let made = try store.koja(
      "new", "letters", "direction=outgoing", "kind=official-letter", "subject=Penyidikan",
      "recipients+=unit:kel-legok",
      "unit=diskominfo", "archive_code=500.12.6.4", "urgency=ordinary", "secrecy=ordinary", person: .hendra)
    let id = try #require(made.lines.first, "\(made.standardError)")
    let start = try store.head()
    #expect(try store.koja("do", id, "initial", person: .hendra).status == 0)
    #expect(try store.koja("do", id, "sign", "signer.officer=hendra-wijaya", person: .hendra).status == 0)
    #expect(try store.koja("set", id, "subject=Undangan").status == 1)
    #expect(try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia", "urgency=urgent").status == 1)
    let raised = try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia", "paper.place=Brankas")
    #expect(raised.status == 0, "\(raised.standardError)")
    try expectNoFault(since: start)
  }

  @Test func whatWasNotedIsMadeNeutralInTheSameEdit() throws {
    let id = try #require(try letter("secrecy=ordinary", "subject=Dugaan suap", "paper.place=Brankas").lines.first)
    #expect(
      try store.koja("do", id, "dispose", "unit=diskominfo", "--note", "Selidiki suap", person: .hendra).status == 0)
    let refused = try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("koja edit \(id)"), "\(refused.standardError)")
    let file = try #require(try store.koja("list", "letters", "id:\(id)", "--format", "paths").lines.first)
    try store.edit(file, "    note: \"Selidiki suap\"\n", "")
    #expect(try store.koja("commit").status == 1, "an ordinary letter keeps what was entered")
    try store.edit(file, "secrecy: ordinary", "secrecy: secret")
    try store.edit(file, "subject: \"Dugaan suap\"", "subject: \"Surat rahasia\"")
    let done = try store.koja("commit", "--lang", "en")
    #expect(done.status == 0, "\(done.text)\(done.standardError)")
    #expect(try store.koja("search", "suap", "--format", "ids").lines == [])
    #expect(try store.koja("check").status == 0)
  }

  /// One clone raises the letter, the other one disposes it with a note that tells; what merges them keeps the note until somebody
  /// mends it.
  @Test(arguments: ["", "Selidiki suap"]) func aRaisedLetterIsMergedWithWhatHappenedElsewhere(_ note: String) throws {
    let id = try #require(try letter("secrecy=ordinary", "subject=Dugaan suap", "paper.place=Brankas").lines.first)
    let file = try #require(try store.koja("list", "letters", "id:\(id)", "--format", "paths").lines.first)
    let trunk = try #require(try store.git(["branch", "--show-current"]).lines.first)
    let start = try store.head()
    _ = try store.git(["checkout", "-qb", "lain"])
    #expect(try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia").status == 0)
    _ = try store.git(["checkout", "-q", trunk])
    #expect(
      try RunKoja.run(
        ["do", id, "dispose", "unit=diskominfo"] + (note.isEmpty ? [] : ["--note", note]), in: store.path, as: .hendra
      ).status == 0)
    _ = try store.git(["merge", "-q", "--no-edit", "lain"])
    if !note.isEmpty {
      try store.edit(file, "    note: \"\(note)\"\n", "")
      let mended = try store.koja("commit", "--lang", "en")
      #expect(mended.status == 0, "\(mended.standardError)")
      #expect(try store.git(["log", "-1", "--format=%s"]).text.contains("diubah"))
    }
    #expect(try store.koja("check").status == 0)
    try expectNoFault(since: start)
  }

  @Test func initialsAreForTheDraftThatWasRead() throws {
    let made = try store.koja(
      "new", "letters", "direction=outgoing", "kind=official-letter", "subject=Undangan", "recipients+=unit:kel-legok",
      "unit=diskominfo", "archive_code=500.12.6.4", "urgency=ordinary", "secrecy=ordinary",
      "verifiers+=ratna-wulandari", person: .hendra)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("do", id, "initial", person: .ratna).status == 0)
    let refused = try store.koja("set", id, "subject=Pemberhentian", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("`koja do \(id) send-back` first"))
    #expect(try store.koja("set", id, "verifiers-").status == 1)
    #expect(try store.koja("do", id, "send-back", person: .hendra).status == 0)
    #expect(try store.koja("set", id, "subject=Pemberhentian").status == 0)
    #expect(try store.koja("do", id, "initial", person: .hendra).status == 0)
    let unread = try store.koja("do", id, "sign", "signer.officer=hendra-wijaya", "--lang", "en", person: .hendra)
    #expect(unread.status == 1 && unread.standardError.contains("ratna-wulandari"), "\(unread.standardError)")
  }

  /// Under cover of secrecy nothing else of an entry changes, and none goes.
  @Test(arguments: [
    (
      "    by: hendra-wijaya\n    unit: diskominfo\n    note: \"Selidiki suap\"\n",
      "    by: ratna-wulandari\n    unit: diskominfo\n"
    ),
    ("    note: \"Selidiki suap\"\n", "    note: \"Lihat berkasnya.\"\n    reason: urgent\n"),
  ]) func anEntryKeepsAllButWhatTells(_ old: String, _ new: String) throws {
    let id = try #require(try letter("secrecy=ordinary", "subject=Dugaan suap", "paper.place=Brankas").lines.first)
    #expect(
      try store.koja("do", id, "dispose", "unit=diskominfo", "--note", "Selidiki suap", person: .hendra).status == 0)
    let file = try #require(try store.koja("list", "letters", "id:\(id)", "--format", "paths").lines.first)
    try store.edit(file, "secrecy: ordinary", "secrecy: secret")
    try store.edit(file, "subject: \"Dugaan suap\"", "subject: \"Surat rahasia\"")
    try store.edit(file, old, new)
    let refused = try store.koja("commit", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("history/timeline"), "\(refused.standardError)")
  }

  @Test func whoeverRaisesItOtherwiseIsSentToTheWayThatTakesTheRegisterAlong() throws {
    let id = try #require(try letter("secrecy=ordinary", "subject=Dugaan suap", "paper.place=Brankas").lines.first)
    let refused = try store.koja(
      "do", id, "dispose", "unit=diskominfo", "secrecy=secret", "subject=Surat rahasia", "--lang", "en", person: .hendra
    )
    #expect(
      refused.status == 1 && refused.standardError.contains("raise its secrecy by itself"), "\(refused.standardError)")
    let file = try #require(try store.koja("list", "letters", "id:\(id)", "--format", "paths").lines.first)
    try store.edit(file, "secrecy: ordinary", "secrecy: secret")
    try store.edit(file, "subject: \"Dugaan suap\"", "subject: \"Surat rahasia\"")
    try store.git(["add", "-A"])
    let staged = try store.koja("check", "--staged", "--lang", "en")
    #expect(staged.status == 1 && staged.text.contains("number/telling"), "\(staged.text)")
    // Committed past the hook it can still be put right.
    try store.git(["commit", "-qm", "Rahasia", "--no-verify"])
    let claim = try #require(try store.koja("list", "numbers", "subject:suap", "--format", "ids").lines.first)
    #expect(try store.koja("set", "numbers/\(claim)", "subject=Lain").status == 1)
    #expect(try store.koja("set", "numbers/\(claim)", "subject=Surat rahasia").status == 0)
  }
}
