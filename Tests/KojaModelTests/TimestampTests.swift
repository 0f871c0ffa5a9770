import KojaModel
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("2026-03-14T08:12:00+07:00", 1_773_450_720, 420),
    ("2026-03-14T01:12:00Z", 1_773_450_720, 0), ("1969-12-31T20:29:59-03:30", -1, -210),
  ])
  func rfc3339RoundTrips(text: String, seconds: Int, offset: Int) throws {
    let time = try #require(Timestamp(text))
    #expect(time.seconds == seconds)
    #expect(time.offset == offset)
    #expect(time.description == text)
  }

  @Test func fractionsAndLeapSecondsAreDropped() {
    #expect(Timestamp("2026-03-14t08:12:00.999z")?.description == "2026-03-14T08:12:00Z")
    #expect(Timestamp("2016-12-31T23:59:60Z")?.description == "2016-12-31T23:59:59Z")
  }

  @Test(arguments: [
    "", "2026-03-14", "2026-03-14T08:12:00", "2026-03-14 08:12:00Z", "2026-03-14T08:12Z", "2026-03-14T24:00:00Z",
    "2026-03-14T08:60:00Z", "2026-03-14T08:12:61Z", "2026-03-14T08:12:00.Z", "2026-03-14T08:12:00+7",
    "2026-03-14T08:12:00+24:00", "2026-03-14T08:12:00+07:60", "2026-03-14T08:12:00Z ", "2026-02-30T08:12:00Z",
    "2026-03-14T8:12:00Z", "2026-03-14T08:12:00ZZ", "2026-03-14T",
  ])
  func whatIsNotRFC3339IsRefused(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    ("2026-03-14", "2026-03-14T00:00:00+07:00"), ("2026-03-14 08:12", "2026-03-14T08:12:00+07:00"),
    ("2026-03-14T08:12:30", "2026-03-14T08:12:30+07:00"), ("2026-03-14 08:12Z", "2026-03-14T08:12:00Z"),
    ("2026-03-14T08:12:30+09:00", "2026-03-14T08:12:30+09:00"),
  ])
  func typedTimesTakeTheDefaultZone(typed: String, expected: String) {
    #expect(Timestamp(typed, defaultOffset: 420)?.description == expected)
  }

  @Test func momentsAreEqualWhateverTheirOffset() throws {
    let jambi = try #require(Timestamp("2026-03-14T08:12:00+07:00"))
    let utc = try #require(Timestamp("2026-03-14T01:12:00Z"))
    #expect(jambi == utc)
    #expect(Set([jambi, utc]).count == 1)
    #expect(jambi.at(offset: 0).description == utc.description)
    #expect(jambi < Timestamp(seconds: jambi.seconds + 1, offset: -600))
  }

  @Test func theDayIsThatOfTheOffset() throws {
    let time = try #require(Timestamp("2026-03-13T23:30:00Z"))
    #expect(time.date.description == "2026-03-13")
    #expect(time.at(offset: 420).date.description == "2026-03-14")
    #expect(time.at(offset: 420).secondOfDay == 23_400)
    #expect(Timestamp(seconds: -1, offset: 0).date.description == "1969-12-31")
    #expect(Timestamp(seconds: -1, offset: 0).secondOfDay == 86_399)
  }

  @Test func hour24IsTheEndOfTheDay() throws {
    let date = try #require(CalendarDate("2026-03-14"))
    #expect(Timestamp(date: date, hour: 24, offset: 420).description == "2026-03-15T00:00:00+07:00")
  }

  @Test func offsetsAreRead() {
    #expect(Timestamp.offset("+07:00") == 420)
    #expect(Timestamp.offset("-03:30") == -210)
    #expect(Timestamp.offset("Z") == 0)
    #expect(Timestamp.offset("+0700") == nil)
    #expect(Timestamp.offset("") == nil)
  }
}
