import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let road = "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"

/// Links that may not form chains or rings, and evidence that the record referred to asks for.
@Suite struct LinkTests {
  private func app(_ id: String, successor: String) throws -> (String, String?) {
    let path = "records/apps/\(id).yaml"
    return (path, try City.text(path).editing("origin: existing\n", "origin: existing\nsuccessor: \(successor)\n"))
  }

  @Test func aDuplicateOfADuplicateIsAChainAndTheEndOfItIsOffered() throws {
    let text = try City.text(road).editing("rating: 5\n", "rating: 5\nduplicate_of: SKS-2603-0XJ7RAJ\n")
    let found = try City.findings([road: text])
    #expect(found.map(\.short) == ["SKS-2603-A4MZ817.yaml:33:15 ref/chain"])
    #expect(found.first?.hint?.en.contains("SKS-2603-7K3FQ2X") == true)
  }

  @Test func linksThatComeBackAreARingWhereverOneLooks() throws {
    let changes = Dictionary(
      uniqueKeysWithValues: [
        try app("e-agenda", successor: "kliping-digital"), try app("kliping-digital", successor: "dataset"),
        try app("dataset", successor: "e-agenda"),
      ])
    let found = try City.findings(changes)
    #expect(found.map(\.code) == ["ref/ring", "ref/ring", "ref/ring"])
    #expect(found.first?.hint?.en == "dataset -> e-agenda -> kliping-digital -> dataset")
  }

  @Test func aLongWayWithoutARingIsFreeWhereOnlyRingsAreForbidden() throws {
    let changes = Dictionary(
      uniqueKeysWithValues: [
        try app("e-agenda", successor: "kliping-digital"), try app("kliping-digital", successor: "dataset"),
        try app("dataset", successor: "sikoja"),
      ])
    #expect(try City.findings(changes).map(\.short) == [])
  }

  @Test func evidenceIsAskedForByTheRecordReferredTo() throws {
    let without = try City.text(road).editing("    kind: after\n", "    kind: photo\n")
    #expect(try City.findings([road: without]).map(\.code) == ["workflow/evidence"])
    let free = try without.editing("category: jalan\n", "category: lampu-jalan\n")
    #expect(try City.findings([road: free]).map(\.code) == [])
  }
}
