import KojaModel
import Testing

@Suite struct CalendarDateTests {
  @Test func everyDayFrom1900To2100AgreesWithANaiveCount() throws {
    var number = try #require(CalendarDate(year: 1900, month: 1, day: 1)).dayNumber
    #expect(number == -25_567)
    var weekday = 1  // 1 January 1900 was a Monday.
    for year in 1900...2100 {
      let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
      for (index, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        for day in 1...days {
          let date = try #require(CalendarDate(year: year, month: index + 1, day: day))
          #expect(date.dayNumber == number)
          #expect(date.parts == (year, index + 1, day))
          #expect(date.weekday == weekday)
          number += 1
          weekday = weekday % 7 + 1
        }
        #expect(CalendarDate(year: year, month: index + 1, day: days + 1) == nil)
      }
    }
  }

  @Test func theEndsOfTheRangeRoundTrip() throws {
    for text in ["0000-01-01", "0000-02-29", "1969-12-31", "1970-01-01", "9999-12-31"] {
      let date = try #require(CalendarDate(text))
      #expect(date.description == text)
      #expect(CalendarDate(dayNumber: date.dayNumber).description == text)
    }
  }

  @Test(arguments: [
    "", "2026-3-14", "2026-03-14 ", "2026/03/14", "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31", "2026-03-00",
    "+026-03-14", "2026-03-1４", "20260314", "2026-03-14T00:00:00Z",
  ])
  func whatIsNoDayIsRefused(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func daysAreAddedAcrossMonths() {
    #expect(CalendarDate("2024-02-28")?.advanced(by: 2).description == "2024-03-01")
    #expect(CalendarDate("2026-01-01")?.advanced(by: -1).description == "2025-12-31")
  }
}
