import KojaTestSupport
import Testing

/// Which day counts for a register's order, and that a number once void is not revived by the way.
@Suite struct NumberDayTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func letter(_ number: String, at day: String) throws -> Shell.Output {
    try store.koja(
      "new", "letters", "direction=incoming", "kind=invitation", "abstract=Rapat \(number)", "subject=Undangan",
      "sender.unit=bappeda", "unit=diskominfo", "number=\(number)/BAPPEDA", "letter_date=2026-08-01",
      "received_at=\(day)T08:00", "urgency=ordinary", "secrecy=ordinary", "--at", "\(day)T08:00", "--note",
      "tercecer \(number)", "--lang", "en")
  }

  @Test func theLatestDayCountsNotThatOfTheLastSerial() throws {
    for (number, day) in [("1", "2026-08-20"), ("2", "2026-08-01"), ("3", "2026-08-10")] {
      #expect(try letter(number, at: day).status == 0)
    }
    #expect(try store.koja("check", "--strict", "records/numbers").status == 0, "each earlier number says why")
    try store.edit("records/registers/agenda-masuk.yaml", "restart: yearly", "restart: yearly\nbackdated: refused")
    let refused = try letter("4", at: "2026-08-15")
    #expect(refused.status == 1 && refused.standardError.contains("before 2026-08-20"), "\(refused.standardError)")
  }

  @Test func undoingAWithdrawalDoesNotReviveAVoidNumber() throws {
    let made = try letter("1", at: "2026-08-20")
    let id = try #require(made.lines.first)
    #expect(try store.koja("withdraw", id, "--reason", "salah").status == 0)
    let commit = try #require(try store.git(["rev-parse", "HEAD"]).lines.first)
    let claim = try #require(
      try store.koja("list", "numbers", "record:letters/\(id)", "--format", "ids").lines.first)
    #expect(try store.koja("number", "void", claim, "--reason", "salah").status == 0)
    let refused = try store.koja("undo", commit, "--reason", "jadi", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("number/void"), "\(refused.standardError)")
  }
}
