import KojaCivic
import KojaModel
import Testing

/// The vectors of the joint decree for 2026 with their sources: three ministers' decree 1497/2025, 2/2025, 5/2025.
@Suite struct WorkingDayTests {
  private static let vectors: [(start: String, days: Int, off: String, worked: String)] = [
    ("2026-03-16", 5, "2026-03-30", "2026-03-24"), ("2026-02-13", 3, "2026-02-20", "2026-02-19"),
    ("2026-05-13", 5, "2026-05-22", "2026-05-21"), ("2026-08-14", 10, "2026-09-01", "2026-09-01"),
    ("2026-03-13", 14, "2026-04-10", "2026-04-06"), ("2026-03-13", 60, "2026-06-24", "2026-06-15"),
    ("2026-06-12", 17, "2026-07-08", "2026-07-08"),
  ]

  @Test(arguments: vectors) func workingDaysSkipWeekendsAndHolidays(
    _ vector: (start: String, days: Int, off: String, worked: String)
  ) throws {
    let limit = TimeLimit(amount: vector.days, unit: .workingDays)
    let start = try at(vector.start + "T09:30")
    #expect(
      DueTime.of(limit, from: start, calendar: try cityCalendar()) == .at(try at(vector.off + "T23:59:59")),
      "collective leave is off")
    #expect(
      DueTime.of(limit, from: start, calendar: try cityCalendar(collectiveLeaveIsOff: false))
        == .at(try at(vector.worked + "T23:59:59")), "collective leave is worked")
  }

  @Test func beyondTheCalendarADueTimeIsUnknown() throws {
    let due = DueTime.of(
      TimeLimit(amount: 5, unit: .workingDays), from: try at("2026-12-23T10:00"), calendar: try cityCalendar())
    #expect(
      due
        == .unknown(
          Phrase(
            id: "kalender belum memuat 2027; tenggat tidak ditebak",
            en: "the calendar does not cover 2027; a due time is never guessed")))
  }

  @Test func theLastCoveredDayIsStillKnown() throws {
    let due = DueTime.of(
      TimeLimit(amount: 1, unit: .workingDays), from: try at("2026-12-30T10:00"), calendar: try cityCalendar())
    #expect(due == .at(try at("2026-12-31T23:59:59")))
  }

  @Test func workingHoursBeyondTheCalendarAreUnknownToo() throws {
    let due = DueTime.of(
      TimeLimit(amount: 20, unit: .workingHours), from: try at("2026-12-30T10:00"), calendar: try cityCalendar())
    guard case .unknown = due else {
      Issue.record("guessed: \(due)")
      return
    }
  }

  @Test(arguments: [TimeLimit.Unit.workingDays, .workingHours]) func withoutACalendarWorkingTimeIsUnknown(
    _ unit: TimeLimit.Unit
  ) throws {
    let due = DueTime.of(TimeLimit(amount: 1, unit: unit), from: try at("2026-03-16T09:00"), calendar: nil)
    #expect(due == .unknown(Phrase(id: "tidak ada kalender kerja", en: "there is no working calendar")))
  }

  @Test func noDaysEndWithTheDayOfTheStart() throws {
    let due = DueTime.of(
      TimeLimit(amount: 0, unit: .workingDays), from: try at("2026-03-16T09:00"), calendar: try cityCalendar())
    #expect(due == .at(try at("2026-03-16T23:59:59")))
  }

  @Test func aStartOnAHolidayCountsFromTheNextWorkingDay() throws {
    // Nyepi, Thursday 19 March; Friday is collective leave, then Idul Fitri with its leave until Tuesday.
    let due = DueTime.of(
      TimeLimit(amount: 1, unit: .workingDays), from: try at("2026-03-19T10:00"), calendar: try cityCalendar())
    #expect(due == .at(try at("2026-03-25T23:59:59")))
  }

  @Test func theDayIsTheOneOfTheOffice() throws {
    // 18:30 UTC is 01:30 of the next day in Jambi.
    let start = try at("2026-03-15T18:30:00Z").at(offset: 7 * 60)
    let due = DueTime.of(TimeLimit(amount: 1, unit: .workingDays), from: start, calendar: try cityCalendar())
    #expect(due == .at(try at("2026-03-17T23:59:59")))
  }

  @Test func calendarDaysCountALeapDay() throws {
    let limit = TimeLimit(amount: 1, unit: .calendarDays)
    #expect(DueTime.of(limit, from: try at("2028-02-28T08:00"), calendar: nil) == .at(try at("2028-02-29T23:59:59")))
    #expect(DueTime.of(limit, from: try at("2027-02-28T08:00"), calendar: nil) == .at(try at("2027-03-01T23:59:59")))
    #expect(DueTime.of(limit, from: try at("2028-02-29T08:00"), calendar: nil) == .at(try at("2028-03-01T23:59:59")))
  }
}
