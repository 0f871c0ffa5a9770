import KojaModel
import KojaTestSupport
import Testing

/// Calendars by which nothing, or too much, would be counted.
@Suite struct CalendarCheckTests {
  private let file = "records/calendars/kota-jambi.yaml"
  private let monday = "  monday:\n    - \"07:30-12:00\"\n    - \"13:00-16:00\"\n"

  private func found(_ old: String, _ new: String) throws -> [Finding] {
    try City.findings([file: try City.text(file).editing(old, new)], under: [file])
  }

  @Test(arguments: [
    ("16:00-13:00", "does not end after its start"), ("13:00-13:00", "does not end after its start"),
    ("11:00-16:00", "overlaps"), ("07:30-12:00", "overlaps"), ("06:00-18:00", "overlaps"),
  ]) func officeTimesRunForwardAndLieApart(_ time: String, _ told: String) throws {
    let found = try found(monday, monday.replacing("13:00-16:00", with: time))
    #expect(found.map(\.short) == ["kota-jambi.yaml:10:7 workflow/calendar"])
    #expect(found.first?.message.en.contains(told) == true)
  }

  @Test func timesThatTouchAreFine() throws {
    #expect(try found(monday, monday.replacing("13:00-16:00", with: "12:00-24:00")).isEmpty)
  }

  @Test func aWeekHasAWorkingDay() throws {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"].map { "  - \($0)\n" }.joined()
    let found = try found("weekend:\n", "weekend:\n" + days)
    #expect(found.map(\.code) == ["workflow/calendar"])
    #expect(found.first?.message.en == "this weekend is all seven days")
  }

  @Test func someWorkingDayHasAnOfficeTime() throws {
    let text = try City.text(file)
    let hours = try #require(text.splitting(at: "hours:\n").last?.splitting(at: "covers:").first)
    let found = try found("hours:\n" + hours, "hours:\n  sunday:\n    - \"08:00-12:00\"\n")
    #expect(found.map(\.code) == ["workflow/calendar"])
    #expect(found.first?.message.en == "no working day has an office time")
  }
}
