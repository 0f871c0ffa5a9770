import KojaTestSupport
import Testing

/// Two clones that claimed one number come together behind koja's own hook, and the loser gets its next number.
@Suite struct ClaimMergeTests {
  private func letter(_ number: String, _ folder: String) throws -> String {
    let made = try RunKoja.run(
      [
        "new", "letters", "direction=incoming", "kind=invitation", "abstract=Rapat \(number)", "subject=Undangan",
        "sender.unit=bappeda", "unit=diskominfo", "number=\(number)/BAPPEDA", "letter_date=2026-08-01",
        "received_at=2026-08-20T08:00", "urgency=ordinary", "secrecy=ordinary", "--at", "2026-08-20T08:00", "--note",
        "tercecer",
      ], in: folder)
    return try #require(made.lines.first, "\(made.standardError)")
  }

  @Test func aMergeOfTwoClaimsPassesTheHook() throws {
    let (store, outside) = (try ScratchStore(), try ScratchDirectory())
    let other = outside.path("klon")
    _ = try store.git(["clone", "-q", store.path, other])
    _ = try letter("A", store.path)
    let loser = try letter("B", other)
    #expect(throws: (any Error).self, "both have the same claim") {
      try store.git(["pull", "-q", "--no-rebase", other, "HEAD"])
    }
    _ = try store.git(["checkout", "-q", "--ours", "records/numbers"])
    _ = try store.git(["add", "-A"])
    // What the hook asks.
    let staged = try store.koja("check", "--staged")
    #expect(staged.status == 0 && staged.text.contains("number/stolen"), "\(staged.text)\(staged.standardError)")
    _ = try store.git(["commit", "-qm", "Gabung"])
    #expect(try store.koja("check").status == 1, "until the loser has its next number")
    let renumbered = try store.koja("number", "reassign", loser, "-m", "dua klon")
    #expect(renumbered.status == 0, "\(renumbered.standardError)")
    #expect(try store.koja("check").status == 0)
  }
}
