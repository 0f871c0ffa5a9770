import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let rina = "records/officers/rina-sari.yaml"
private let copy = "records/officers/zz.yaml"

/// Values of lists that only one record may have.
@Suite struct UniqueTests {
  private func found(_ text: String) throws -> [String] {
    try City.findings([copy: text]).map(\.short)
  }

  @Test func twoOfficersInForceMayNotCommitUnderOneAddress() throws {
    let text = try Checkout.text(rina)
    let line = text.splitting(at: "\n").firstIndex { $0.contains("@") }.map { $0 + 1 } ?? 0
    let double = ["zz.yaml:\(line):5 unique/double"]
    #expect(try found(text) == double)
    #expect(try found(text.replacing("rina.sari@", with: "Rina.Sari@")) == double, "case tells nobody apart")
    #expect(try found(text.replacing("rina.sari@", with: "lain@")) == [])
  }

  @Test func whoHasLeftGivesTheAddressFree() throws {
    let text = try Checkout.text(rina)
    #expect(try found(text + "valid_to: \"2026-01-31\"\n") == [])
  }

  @Test func whoIsInForceActsUnderTheAddress() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(rina)
    try store.scratch.folder.write(text + "valid_to: \"2026-01-31\"\n", to: "records/officers/a-rina.yaml")
    #expect(try store.open().officer(email: "rina.sari@jambi.example", now: ChangeStore.now) == "rina-sari")
  }

  @Test func aNumberOfAnotherSystemThatTwoComplaintsNameIsTold() throws {
    let (lamp, hole) = (
      "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml", "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"
    )
    let text = try Checkout.text(hole)
    func found(_ text: String) throws -> [String] { try City.findings([hole: text]).map(\.short) }
    #expect(try Checkout.text(lamp).contains("contoh-0147"))
    let same = text.replacing("contoh-0131", with: "contoh-0147")
    let told = try City.findings([hole: same])
    #expect(told.map(\.short) == ["SKS-2603-A4MZ817.yaml:7:9 unique/elsewhere"])
    #expect(told.first?.severity == .warning && told.first?.related.first?.place.path == lamp)
    #expect(try found(same.replacing("system: sikesal", with: "system: lapor")) == [], "of another system")
    #expect(
      try found(same.replacing("status: resolved", with: "status: duplicate")).contains {
        $0.hasSuffix("unique/elsewhere")
      } == false)
  }
}
