import KojaCivic
import KojaModel
import Testing

/// Office times of the city's calendar: 07:30-12:00 and 13:00-16:00, on Friday until 11:30 and until 16:30.
@Suite struct WorkingHourTests {
  private func due(_ hours: Int, from start: String, calendar: BusinessCalendar? = nil) throws -> DueTime {
    DueTime.of(
      TimeLimit(amount: hours, unit: .workingHours), from: try at(start), calendar: try calendar ?? cityCalendar())
  }

  @Test func aStartInAClosedHourWaitsForTheOffice() throws {
    #expect(try due(2, from: "2026-03-14T10:00") == .at(try at("2026-03-16T09:30")), "Saturday")
    #expect(try due(1, from: "2026-03-16T12:15") == .at(try at("2026-03-16T14:00")), "lunch")
    #expect(try due(1, from: "2026-03-16T05:00") == .at(try at("2026-03-16T08:30")), "before opening")
    #expect(try due(1, from: "2026-03-16T16:00") == .at(try at("2026-03-17T08:30")), "at closing")
  }

  @Test func aStartOnAHolidayWaitsForTheOffice() throws {
    #expect(try due(1, from: "2026-03-19T10:00") == .at(try at("2026-03-25T08:30")))
  }

  @Test func whatEndsAtClosingTimeIsDueThen() throws {
    #expect(try due(3, from: "2026-03-16T12:30") == .at(try at("2026-03-16T16:00")))
  }

  @Test func hoursRunOnOverNightAndWeekend() throws {
    // Friday 15:30 leaves one hour; the second is Monday's first.
    #expect(try due(2, from: "2026-03-13T15:30") == .at(try at("2026-03-16T08:30")))
    #expect(try due(4, from: "2026-03-16T10:00") == .at(try at("2026-03-16T15:00")))
  }

  @Test func twentyFourIsMidnight() throws {
    let always = BusinessCalendar(
      id: "jaga",
      try document(
        """
        hours:
          monday: ["00:00-24:00"]
          tuesday: ["00:00-24:00"]
        covers: {from: "2026-03-01", to: "2026-03-31"}
        """))
    #expect(try due(26, from: "2026-03-16T00:00", calendar: always) == .at(try at("2026-03-17T02:00")))
    #expect(try due(24, from: "2026-03-16T00:00", calendar: always) == .at(try at("2026-03-17T00:00")))
  }

  @Test func timesThatAreNoneAreLeftOut() throws {
    let odd = BusinessCalendar(
      id: "aneh",
      try document(
        """
        hours:
          monday: ["24:30-25:00", "16:00-08:00", "delapan-sembilan", "10:00-24:01", "09:00-10:00"]
          noday: ["08:00-09:00"]
        covers: {from: "2026-03-01", to: "2026-03-31"}
        """))
    #expect(odd.hours == [1: [9 * 3600..<10 * 3600]])
  }

  @Test func noHourCountsTwice() throws {
    let overlapping = BusinessCalendar(
      id: "tumpang",
      try document(
        """
        hours:
          monday: ["11:00-16:00", "07:30-12:00", "08:00-09:00", "16:00-17:00"]
        covers: {from: "2026-03-01", to: "2026-03-31"}
        """))
    #expect(overlapping.hours == [1: [27_000..<16 * 3600, 16 * 3600..<17 * 3600]])
    #expect(try due(8, from: "2026-03-16T08:00", calendar: overlapping) == .at(try at("2026-03-16T16:00")))
  }

  @Test func aCalendarWithoutHoursNeverGuesses() throws {
    let closed = BusinessCalendar(id: "tutup", try document("covers: {from: \"2026-01-01\", to: \"2026-12-31\"}\n"))
    guard case .unknown = try due(1, from: "2026-03-16T08:00", calendar: closed) else {
      Issue.record("guessed")
      return
    }
  }
}
