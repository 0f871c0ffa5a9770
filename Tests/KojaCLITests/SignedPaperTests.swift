import KojaTestSupport
import Testing

/// What was signed or issued stays as it is on the paper.
@Suite struct SignedPaperTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private let sha = String(repeating: "2c26b46b68ffc68f", count: 4)

  private func signed() throws -> String {
    let made = try store.koja(
      "new", "letters", "direction=outgoing", "kind=official-letter", "recipients+=unit:perkim", "unit=diskominfo",
      "subject=Permohonan data", "letter_date=2026-11-20", "archive_code=500.12.6.4", person: .hendra)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("do", id, "initial", person: .hendra).status == 0)
    let sign = try store.koja(
      "do", id, "sign", "signer.officer=hendra-wijaya", person: .hendra)
    #expect(sign.status == 0, "\(sign.standardError)")
    return id
  }

  @Test(arguments: [
    "subject=Lain", "letter_date=2026-11-25", "recipients.0.unit=pupr", "archive_code=000.5.3.1", "copies+=unit:pupr",
    "signer.name=Orang lain",
  ]) func theTextOfASignedLetterStays(_ change: String) throws {
    let id = try signed()
    let refused = try store.koja("set", id, change)
    #expect(refused.status == 1, "what was not there when it was signed does not come later, either: \(refused.text)")
  }

  @Test func theSignedCopyIsNeitherReplacedNorTakenOut() throws {
    let id = try signed()
    let copy = "attachments+=sha256:\(sha),bytes:3,name:ttd.pdf,kind:signed"
    #expect(try store.koja("set", id, copy).status == 0)
    let other = String(repeating: "a", count: 64)
    let replaced = try store.koja("set", id, "attachments.0.sha256=\(other)", "--lang", "en")
    #expect(replaced.status == 1, "\(replaced.text)")
    #expect(replaced.standardError.contains("item 1 of `attachments` must not be changed or removed any more"))
    #expect(try store.koja("set", id, "attachments-").status == 1)
    let further = try store.koja("set", id, "attachments+=sha256:\(other),bytes:3,name:lampiran.pdf,kind:scan")
    #expect(further.status == 0, "a further page may come: \(further.standardError)")
    #expect(try store.koja("check").status == 0)
  }

  @Test func anIssuedPermitStaysOneForItsService() throws {
    let refused = try store.koja("set", "IZN-2603-B5NS0KJ", "service=sktm")
    #expect(refused.status == 1 && refused.standardError.contains("history/immutable"), "\(refused.standardError)")
  }

  @Test func aPermitDoesNotEndBeforeItBegins() throws {
    try store.edit(
      "records/permits/2026/03/IZN-2603-B5NS0KJ.yaml", "\nvalid_to: \"2026-09-26\"", "\nvalid_to: \"2025-09-26\"")
    let found = try store.koja("check", "records/permits", "--lang", "en")
    #expect(found.status == 1 && found.text.contains("error[schema/order]: `valid_to` is earlier than `valid_from`"))
  }
}
