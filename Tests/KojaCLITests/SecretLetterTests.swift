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
}
