import KojaTestSupport
import Testing

/// Links that form no chains, from whichever side the chain would be made.
@Suite struct DuplicateTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func complaint() throws -> String {
    let made = try store.koja(
      "new", "complaints", "class=complaint", "category=lampu-jalan", "channel=counter", "summary=Lampu padam",
      "description=Gelap.")
    return try #require(made.lines.first, "\(made.standardError)")
  }

  private func ticket() throws -> String {
    let made = try store.koja(
      "new", "tickets", "kind=incident", "subject=SIPADEK tidak dapat dibuka", "unit=diskominfo",
      "asset.kind=application",
      "asset.app=sipadek", "impact=low", "urgency=low", "priority=p4", person: .siti)
    return try #require(made.lines.first, "\(made.standardError)")
  }

  @Test func aCaseThatHasDuplicatesDoesNotBecomeOne() throws {
    let (main, follower, third) = (try complaint(), try complaint(), try complaint())
    #expect(try store.koja("do", follower, "mark-duplicate", "duplicate_of=\(main)").status == 0)
    let refused = try store.koja("do", main, "mark-duplicate", "duplicate_of=\(third)", "--lang", "en")
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.standardError.contains("error[ref/chain]") && refused.standardError.contains(follower))
    #expect(refused.standardError.contains("`koja do \(third) mark-duplicate duplicate_of=\(main)`"))
    #expect(try store.koja("do", third, "mark-duplicate", "duplicate_of=\(main)").status == 0, "the way out")
    #expect(try store.koja("check").status == 0)
  }

  @Test func aTicketThatOthersArePartOfIsNotLinked() throws {
    let (main, follower, third) = (try ticket(), try ticket(), try ticket())
    #expect(try store.koja("do", follower, "link", "part_of=\(main)", person: .siti).status == 0)
    let refused = try store.koja("do", main, "link", "part_of=\(third)", person: .siti)
    #expect(refused.status == 1 && refused.standardError.contains("ref/chain"), "\(refused.standardError)")
    #expect(try store.koja("check").status == 0)
  }
}
