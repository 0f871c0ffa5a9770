import KojaTestSupport
import Testing

/// What other systems call a record is taken wherever an id is.
@Suite struct ElsewhereTests {
  private static let id = "SKS-2605-M1YS944"
  private static let other = "SKS-2603-7K3FQ2X"
  private static let otherFile = "records/complaints/2026/03/\(other).yaml"
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  @Test(arguments: [["show"], ["due"], ["blame"], ["log"], ["set", "--dry-run", "priority=low"]])
  func everyVerbTakesIt(_ verb: [String]) throws {
    let byID = try RunKoja.run([verb[0], Self.id] + verb.dropFirst(), in: store.path)
    let byNumber = try RunKoja.run([verb[0], "lapor:9900388"] + verb.dropFirst(), in: store.path)
    #expect(
      byNumber.status == byID.status && byNumber.text == byID.text && !byID.text.isEmpty, "\(byNumber.standardError)")
  }

  @Test func theLabelOfTheSystemWillDo() throws {
    #expect(
      try store.koja("show", "SP4N-LAPOR!:9900388", "--format", "yaml").text
        == store.text(
          "records/complaints/2026/05/\(Self.id).yaml"))
  }

  @Test func systemAndNumberBelongToOneItem() throws {
    let text = try store.text(Self.otherFile).editing(
      "id: \"contoh-0147\"", "id: \"contoh-0147\"\n  - system: lapor\n    id: \"1:2\"", in: Self.otherFile)
    try store.folder.write(text, to: Self.otherFile)
    #expect(try store.koja("show", "lapor:1:2", "--format", "yaml").text == text)
    let output = try store.koja("show", "sikesal:1:2", "--lang", "en")
    #expect(output.status == 1 && output.standardError.contains("no record has the number `1:2` in SiKesal"))
  }

  @Test func whatSeveralRecordsAreCalledIsRefusedWithTheirNames() throws {
    try store.edit(Self.otherFile, "system: sikesal\n    id: \"contoh-0147\"", "system: lapor\n    id: \"9900388\"")
    let output = try store.koja("show", "lapor:9900388", "--lang", "en")
    #expect(output.status == 1)
    #expect(output.standardError.contains("several records have the number `lapor:9900388`"))
    #expect([Self.other, Self.id].allSatisfy { output.standardError.contains("complaints/\($0)") })
  }

  @Test func aBareNumberIsToldHowToBeCalled() throws {
    let output = try store.koja("show", "9900388", "--lang", "en")
    #expect(output.status == 1 && output.standardError.contains("`sikesal:9900388`"), "\(output.standardError)")
  }

  @Test func theFileOfARecordNamesIt() throws {
    let (shown, byID) = (try store.koja("show", Self.otherFile), try store.koja("show", Self.other))
    #expect(shown.status == 0 && shown.text == byID.text, "\(shown.standardError)")
    #expect(try store.koja("show", "records/units/../../schemas/store.yaml").status == 1)
  }

  @Test func anUnknownSystemIsToldWithTheNearest() throws {
    let output = try store.koja("show", "lapr:9900388", "--lang", "en")
    #expect(output.status == 1)
    #expect(
      output.standardError.contains("there is no system `lapr`")
        && output.standardError.contains("did you mean `lapor`?"))
  }

  @Test func membersThatTheItemsDoNotHaveAreAFindingOfTheSchema() throws {
    try store.edit("schemas/complaints/schema.yaml", "x-names: [system, id]", "x-names: [system, nomor]")
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 1 || output.status == 3)
    #expect(output.text.contains("error[schema/unknown-field]") && output.text.contains("`nomor`"))
  }
}
