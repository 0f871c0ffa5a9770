import KojaTestSupport
import Testing

/// Flags of secrecy: set where nobody says otherwise, tightened by anybody, loosened with a reason only.
@Suite struct SecrecyTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func complaint(_ more: String...) throws -> String {
    let made = try RunKoja.run(
      [
        "new", "complaints", "class=complaint", "category=lampu-jalan", "channel=counter", "summary=Lampu padam",
        "description=Gelap.",
      ] + more, in: store.path)
    return try #require(made.lines.first, "\(made.standardError)")
  }

  private func letter(_ more: String...) throws -> String {
    let made = try RunKoja.run(
      [
        "new", "letters", "direction=incoming", "kind=official-letter", "sender.text=Kodim (contoh)", "unit=diskominfo",
        "number=1/R/2026", "letter_date=2026-11-20", "received_at=2026-11-24T10:00", "subject=Surat rahasia",
        "paper.place=Brankas 1",
      ] + more, in: store.path)
    return try #require(made.lines.first, "\(made.standardError)")
  }

  private func file(_ id: String) throws -> String {
    try store.text(try #require(try store.git(["ls-files", "*/\(id).yaml"]).lines.first))
  }

  @Test func aNewComplaintIsAnonymousAndSecret() throws {
    let text = try file(try complaint())
    #expect(text.contains("  anonymous: true\n  secret: true\n"), "\(text)")
    let open = try file(try complaint("reporter.secret=no"))
    #expect(open.contains("  anonymous: true\n  secret: false\n"), "what is said counts: \(open)")
  }

  @Test func aNewLetterIsOrdinary() throws {
    let text = try file(try letter())
    #expect(text.contains("urgency: ordinary\nsecrecy: ordinary\n"), "\(text)")
  }

  @Test func aFlagIsTightenedByAnybodyAndLoosenedByAnActionWithAReason() throws {
    let id = try complaint("reporter.secret=no")
    #expect(try store.koja("set", id, "reporter.secret=yes", person: .budi).status == 0)
    let refused = try store.koja("set", id, "reporter.secret=no", "--lang", "en", person: .budi)
    #expect(
      refused.status == 1 && refused.standardError.contains("error[history/loosened]"), "\(refused.standardError)")
    #expect(refused.standardError.contains("koja do \(id) loosen reporter.secret=… --reason …"))
    #expect(try store.koja("do", id, "loosen", "reporter.secret=no").status == 1, "without a reason")
    #expect(try store.koja("do", id, "loosen", "reporter.secret=no", "--reason", "reporter-asked").status == 0)
    #expect(try store.koja("check").status == 0)
  }

  @Test func aSecretLetterIsNotMadeOrdinaryBySet() throws {
    let id = try letter("secrecy=secret")
    #expect(try store.koja("set", id, "secrecy=top-secret").status == 0)
    #expect(try store.koja("set", id, "secrecy=restricted").status == 1)
    #expect(
      try store.koja("do", id, "declassify", "secrecy=restricted", "--reason", "term-over", person: .hendra).status == 0
    )
  }

  @Test func aCommitPastTheToolIsFound() throws {
    let before = try store.git(["rev-parse", "HEAD"]).lines[0]
    try store.edit("records/complaints/2026/07/SKS-2607-T9VK6PS.yaml", "  secret: true", "  secret: false")
    _ = try store.git(["commit", "-qam", "longgar"])
    let found = try store.koja("audit", "\(before)..")
    #expect(found.status == 1 && found.text.contains("history/loosened"), "\(found.text)\(found.standardError)")
  }
}
