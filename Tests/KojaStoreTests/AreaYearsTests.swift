import KojaModel
import KojaTestSupport
import Testing

@testable import KojaStore

/// The city had 62 wards until 2022 and has 68 since; a unit that was renamed keeps its records.
@Suite struct AreaYearsTests {
  /// The wards in force on a day, by their records.
  private func wards(on day: String, in collection: String, _ isWard: (Document) -> Bool) throws -> Int {
    let store = try Store.open(.exactly(Checkout.root))
    let periods = store.referenceData.periods
    let date = try #require(CalendarDate(day))
    return store.records.entries(under: "records/\(collection)").count { entry in
      guard let document = try? store.read(entry.path).document, isWard(document) else { return false }
      return periods[Key("\(collection)/\(Record.id(ofPath: entry.path))")]?.contains(date) ?? true
    }
  }

  @Test(arguments: [("2018-03-01", 62), ("2022-12-31", 62), ("2023-01-01", 68), ("2026-08-01", 68)])
  func thereAreAsManyWardsAsOnThatDay(_ day: String, _ count: Int) throws {
    #expect(try wards(on: day, in: "areas") { $0.string(at: "level") == "ward" } == count)
    #expect(try wards(on: day, in: "units") { $0.string(at: "kind") == "ward" } == count)
  }

  /// A count of a month for a unit, made on a day.
  private func count(of unit: String, in month: String, on day: String) -> String {
    """
    app: sipadek
    unit: \(unit)
    month: "\(month)"
    digital: 1
    manual: 1
    counted_by: indah-permata
    counted_at: "\(day)"
    by_unit_itself: false
    source: "contoh"
    status: counted
    timeline:
      - action: count
        at: "\(day)T09:00:00+07:00"
        by: indah-permata
        digital: 1
        manual: 1

    """
  }

  @Test(arguments: [("2022-11-05", true), ("2023-02-05", false)])
  func aRecordOfBeforeCannotCiteANewWard(_ day: String, _ isRefused: Bool) throws {
    let path =
      "records/usage/\(day.prefix(4))/\(day.dropFirst(5).prefix(2))/\(day.prefix(7))-sipadek-kel-aur-kenali.yaml"
    let text = count(of: "kel-aur-kenali", in: "\(day.prefix(7))", on: day)
    let codes = try City.findings([path: text], under: [path]).filter { $0.severity == .error }.map(\.code)
    #expect(codes.isEmpty != isRefused, "\(codes)")
  }

  /// A month is counted after it is over.
  @Test(arguments: [
    ("2022-11", "2023-01-05", "kel-aur-kenali", true), ("2023-01", "2023-02-01", "kel-aur-kenali", false),
    ("2026-06", "2026-07-03", "kel-murni", false), ("2026-07", "2026-08-03", "kel-murni", true),
  ]) func aCountIsOfAUnitThatWasThereInItsMonth(_ month: String, _ day: String, _ unit: String, _ isRefused: Bool)
    throws
  {
    let path = "records/usage/\(month.prefix(4))/\(month.suffix(2))/\(month)-sipadek-\(unit).yaml"
    let closed = try City.text("records/units/kel-murni.yaml") + "valid_to: \"2026-06-30\"\n"
    let text = count(of: unit, in: month, on: day)
    let codes = try City.findings([path: text, "records/units/kel-murni.yaml": closed], under: [path]).filter {
      $0.severity == .error
    }.map(\.code)
    #expect(codes == (isRefused ? ["ref/not-in-force"] : []))
  }

  @Test func aUnitThatIsRenamedKeepsItsRecords() throws {
    let store = try ChangeStore()
    func records() throws -> [String] {
      try store.scratch.koja("list", "complaints", "unit:perkim", "--format", "ids").lines
    }
    let before = try records()
    #expect(!before.isEmpty)
    try store.set("units/perkim", "name=Dinas Perumahan dan Pertanahan", note: "Perwal 50/2025")
    #expect(try records() == before)
    #expect(try store.findings() == [])
    let then = try store.scratch.koja("show", "units/perkim", "--at", "HEAD~1")
    #expect(then.text.contains("Dinas Perkim") && !then.text.contains("Pertanahan"))
  }

  @Test func theAgendaCallsAUnitByItsNameOnTheDayOfTheLetter() throws {
    let store = try ChangeStore()
    func records() throws -> [String] {
      try store.scratch.koja("list", "complaints", "unit:perkim", "--format", "ids").lines
    }
    func names(_ name: String) throws -> Bool {
      try store.scratch.koja("report", "agenda", "direction=outgoing", "period=2026-06", "--format", "csv").text
        .contains(name)
    }
    #expect(try names("PERKIM"))
    try store.set(
      "units/perkim", "name=Dinas Perumahan", "short=DISPERUM",
      "former+=name:Dinas Perkim,short:PERKIM,until:2026-06-30")
    #expect(try store.findings() == [])
    #expect(try names("PERKIM") && !names("DISPERUM"))
    // It is understood by that name, too: where people ask, and in what other systems wrote then.
    let found = try store.scratch.koja("list", "complaints", "unit:Dinas Perkim", "--format", "ids")
    #expect(try found.lines == records() && !found.lines.isEmpty, "\(found.standardError)")
    let later = #expect(throws: Failure.self) { try store.set("units/perkim", "former.0.until=2027-01-01") }
    #expect(later?.findings.map(\.code) == ["schema/future"])
    try store.set("units/perkim", "former.0.until=2026-05-31")
    #expect(try names("DISPERUM") && !names("PERKIM"))
  }
}
