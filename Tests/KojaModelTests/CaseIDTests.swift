import KojaModel
import Testing

@Suite struct CaseIDTests {
  private static let valid = "SKS-2603-7K3FQ2X"

  @Test func theIdOfTheDocumentationIsValid() throws {
    let id = try #require(CaseID(Self.valid))
    #expect(id.prefix == "SKS")
    #expect(id.year == 2026)
    #expect(id.month == 3)
    #expect(id.random == "7K3FQ2")
    #expect(id.text == Self.valid)
  }

  /// Where the eleven characters stand that the check character covers.
  private static let covered = Array(4..<8) + Array(9..<16)

  @Test func everyWrongCharacterIsDetected() {
    let id = Array(Self.valid.utf8)
    for position in Self.covered {
      for letter in CaseID.alphabet where letter != id[position] {
        var typed = id
        typed[position] = letter
        #expect(CaseID(String(decoding: typed, as: UTF8.self)) == nil)
      }
    }
  }

  @Test func everySwapOfNeighboursIsDetected() {
    let id = Array(Self.valid.utf8)
    for (left, right) in zip(Self.covered, Self.covered.dropFirst()) {
      var typed = id
      typed.swapAt(left, right)
      #expect(CaseID(String(decoding: typed, as: UTF8.self)) == nil)
    }
  }

  @Test func mintedIdsReadBack() throws {
    var bits: UInt32 = 0x2545_F491
    for round in 0..<2000 {
      bits ^= bits << 13
      bits ^= bits >> 17
      bits ^= bits << 5
      let id = CaseID(prefix: "IZN", year: 2000 + round % 100, month: round % 12 + 1, bits: bits)
      let read = try #require(CaseID(id.text))
      #expect(read == id)
      #expect(read.text == id.text)
    }
  }

  @Test func bitsAreSpelledHighestFirst() {
    #expect(CaseID(prefix: "SKS", year: 2026, month: 3, bits: 0).random == "000000")
    #expect(CaseID(prefix: "SKS", year: 2026, month: 3, bits: 1).random == "000001")
    #expect(CaseID(prefix: "SKS", year: 2026, month: 3, bits: 0xFFFF_FFFF).random == "ZZZZZZ")
  }

  @Test(arguments: [
    "", "SKS", "SKS-2603", "SKS-2603-7K3FQ2", "SKS-2603-7K3FQ2XX", "SKS-2613-7K3FQ2X", "SKS-2600-7K3FQ2X",
    "sks-2603-7K3FQ2X", "-2603-7K3FQ2X", "SKS-2603-7K3FQ2x", "SKS-2603-7K3FQOX", "SKS-26037K3FQ2X-",
    "SKS-2603-7K3FQ2X ", "SKS-+603-7K3FQ2X", "SKS-2603-7K3FQ\u{FF12}X",
  ])
  func whatHasNotTheFormIsNoId(text: String) {
    #expect(!CaseID.hasForm(text))
    #expect(CaseID(text) == nil)
  }

  @Test func aMistypedIdStillHasTheForm() {
    #expect(CaseID.hasForm("SKS-2603-7K3FQ3X"))
  }

  @Test func typedIdsAreReadAsCrockfordSays() {
    #expect(CaseID.normalized("sks-2603-7k3fq2x") == Self.valid)
    #expect(CaseID.normalized("LOI-26O3-il0o000") == "LOI-26O3-1100000")
    #expect(CaseID.normalized("kominfo") == "KOMINFO")
  }
}
