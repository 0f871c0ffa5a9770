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

@Suite struct SeriesTests {
  private func register(_ text: String) throws -> Register {
    Register(id: "surat", try document("collection: letters\npattern: \"{serial}\"\n" + text))
  }

  @Test func aClaimIDIsTakenApartAndPutTogether() throws {
    let id = try #require(ClaimID("surat-keluar-2026-000015-a"))
    #expect(id.series == "surat-keluar" && id.year == 2026 && id.serial == 15 && id.suffix == "a")
    #expect(id.text == "surat-keluar-2026-000015-a" && id.written == "15a")
    #expect(ClaimID("buku-0000-1234567")?.text == "buku-0000-1234567")
    #expect(ClaimID("buku-0000-000003")?.written == "3")
    for wrong in ["surat-2026-15", "surat-26-000015", "2026-000015", "surat-2026-00001x", "surat-2026-+00015", "", "a"]
    {
      #expect(ClaimID(wrong) == nil, "\(wrong)")
    }
  }

  @Test func theScopeSaysWhichSerialsAreCountedTogether() throws {
    let record = ["kind": "invitation", "unit": "perkim"]
    let own = try register("scope: register\n")
    #expect(own.series { record[$0] } == "surat" && own.gives("surat") && !own.gives("surat-invitation"))
    let kind = try register("scope: register-kind\n")
    #expect(kind.series { record[$0] } == "surat-invitation")
    #expect(kind.gives("surat-invitation") && !kind.gives("surat") && !kind.gives("suratan-invitation"))
    #expect(kind.series { _ in nil } == nil, "the kind must be known")
    #expect(try register("scope: register-kind\nkind_field: unit\n").series { record[$0] } == "surat-perkim")
    let all = try register("scope: all\n")
    #expect(all.series { _ in nil } == "all" && all.gives("all") && !all.gives("surat"))
  }

  @Test func whatIsOutOfTheOrdinaryNeedsAReasonUnlessRefused() throws {
    let plain = try register("")
    #expect(plain.inserted == .withReason && plain.backdated == .withReason && plain.scope == .register)
    let strict = try register("inserted: refused\nbackdated: refused\n")
    #expect(strict.inserted == .refused && strict.backdated == .refused)
  }
}
