import KojaCivic
import KojaModel
import KojaTestSupport
import Testing

@Suite struct NumberPatternTests {
  private func format(_ pattern: String, _ values: [String: String]) -> String {
    switch NumberPattern(pattern).format({ values[$0] }) {
    case .success(let text): text
    case .failure(let missing): "missing: " + missing.names.joined(separator: ", ")
    }
  }

  @Test func variablesAreFilledAndTextStays() {
    let values = ["archive_code": "000.8.3.3", "serial": "15", "unit.short": "OR"]
    #expect(format("{archive_code}/{serial}/{unit.short}", values) == "000.8.3.3/15/OR")
    #expect(format("No. {serial}", values) == "No. 15")
    #expect(format("tetap", values) == "tetap")
    #expect(format("", values) == "")
  }

  @Test func aWidthIsFilledWithZeros() {
    #expect(format("{serial:3}/{year}", ["serial": "7", "year": "2026"]) == "007/2026")
    #expect(format("{serial:3}", ["serial": "1234"]) == "1234")
    #expect(format("{serial:x}", ["serial": "7"]) == "7")
    #expect(format("{serial:999999999}", ["serial": "7"]) == "000000000007")
  }

  @Test func everythingThatIsMissingIsNamed() {
    #expect(format("{archive_code}/{serial}/{unit.short}", ["serial": "1"]) == "missing: archive_code, unit.short")
    #expect(format("{}", [:]) == "missing: ")
  }

  @Test func aBraceThatIsNotClosedIsText() {
    #expect(format("{serial}/{rusak", ["serial": "1"]) == "1/{rusak")
    #expect(format("}{", [:]) == "}{")
  }

  @Test func monthsHaveRomanNumerals() {
    #expect(NumberPattern.romanMonths.count == 12)
    #expect(NumberPattern.romanMonths[3] == "IV" && NumberPattern.romanMonths[8] == "IX")
  }
}

@Suite struct RegisterTests {
  private func register(_ id: String) throws -> Register {
    Register(id: id, try document(try Checkout.text("records/registers/\(id).yaml")))
  }

  @Test func aShippedRegisterSaysWhatItNumbers() throws {
    let register = try register("surat-keluar")
    #expect(register.collection == "letters" && register.field == "number" && register.restartsYearly)
    #expect(register.when.admits { $0 == "direction" ? "outgoing" : nil })
    #expect(!register.when.admits { $0 == "direction" ? "incoming" : nil })
  }

  @Test func aClaimIsFiledUnderTheYearOfTheOffice() throws {
    let register = try register("agenda-masuk")
    // 2026-12-31 18:00 UTC is 2027 in Jambi.
    #expect(register.year(of: try at("2026-12-31T18:00:00Z").at(offset: 420)) == 2027)
    #expect(register.claimID(year: 2027, serial: 15) == "agenda-masuk-2027-000015")
    #expect(register.claimID(year: 2027, serial: 1_234_567) == "agenda-masuk-2027-1234567")
  }

  @Test func aSerialThatNeverRestartsHasNoYear() throws {
    let register = Register(id: "buku", try document("collection: letters\nrestart: never\n"))
    #expect(register.year(of: try at("2026-03-16T08:00")) == 0)
    #expect(register.claimID(year: 0, serial: 3) == "buku-0000-000003")
    #expect(register.name == Phrase("buku"))
  }
}
