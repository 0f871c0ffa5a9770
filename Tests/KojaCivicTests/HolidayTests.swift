import KojaCivic
import KojaModel
import Testing

@Suite struct HolidayTests {
  private func calendar(retroactive: Bool = false, kind: String = "regional") throws -> BusinessCalendar {
    BusinessCalendar(
      id: "uji",
      try document(
        """
        weekend: [saturday, sunday]
        covers: {from: "2026-01-01", to: "2026-12-31"}
        days_off: [national, regional]
        holidays:
          - date: "2026-06-10"
            kind: \(kind)
            name: "Pemilihan"
            published_at: "2026-06-04"
            retroactive: \(retroactive)
        """))
  }

  private func due(from start: String, _ calendar: BusinessCalendar) throws -> DueTime {
    DueTime.of(TimeLimit(amount: 2, unit: .workingDays), from: try at(start), calendar: calendar)
  }

  @Test func aHolidayPublishedAfterTheStartDoesNotMoveTheDueTime() throws {
    let calendar = try calendar()
    // Wednesday the 10th is off; published on the 4th, so a clock of the 3rd works on it and one of the 8th does not.
    let week = TimeLimit(amount: 5, unit: .workingDays)
    #expect(
      DueTime.of(week, from: try at("2026-06-03T09:00"), calendar: calendar) == .at(try at("2026-06-10T23:59:59")))
    #expect(try due(from: "2026-06-08T09:00", calendar) == .at(try at("2026-06-11T23:59:59")))
  }

  @Test func publishedOnTheDayOfTheStartItCounts() throws {
    let week = TimeLimit(amount: 4, unit: .workingDays)
    #expect(
      DueTime.of(week, from: try at("2026-06-04T09:00"), calendar: try calendar()) == .at(try at("2026-06-11T23:59:59"))
    )
  }

  @Test func aRetroactiveHolidayCountsForClocksThatHadStarted() throws {
    let week = TimeLimit(amount: 5, unit: .workingDays)
    #expect(
      DueTime.of(week, from: try at("2026-06-03T09:00"), calendar: try calendar(retroactive: true))
        == .at(try at("2026-06-11T23:59:59")))
  }

  @Test func aKindThatIsNotOffIsWorked() throws {
    #expect(
      try due(from: "2026-06-08T09:00", try calendar(kind: "collective")) == .at(try at("2026-06-10T23:59:59")))
  }

  @Test func theCityKnowsItsDaysOff() throws {
    let calendar = try cityCalendar()
    let nyepi = try at("2026-03-19").date
    #expect(calendar.holiday(on: nyepi, startedOn: nyepi)?.name == "Hari Suci Nyepi (Tahun Baru Saka 1948)")
    #expect(calendar.knows(try at("2026-12-31").date))
    #expect(!calendar.knows(try at("2027-01-01").date))
    #expect(!calendar.knows(try at("2025-12-31").date))
  }
}
