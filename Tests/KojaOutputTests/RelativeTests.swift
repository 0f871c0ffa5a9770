import KojaModel
import KojaOutput
import Testing

@Suite struct RelativeTests {
  private let id = Relative(options(.id))
  private let en = Relative(options(.en))

  private func at(_ text: String) throws -> Timestamp { try #require(Timestamp(text, defaultOffset: 420)) }

  @Test(arguments: [
    ("2026-03-14 08:12", "hari ini 08:12", "today 08:12"), ("2026-03-13 23:59", "kemarin 23:59", "yesterday 23:59"),
    ("2026-03-15", "besok 00:00", "tomorrow 00:00"), ("2026-05-18 08:00", "Sen 18 Mei 08:00", "Mon 18 May 08:00"),
    ("2025-12-31 08:00", "Rab 31 Des 2025 08:00", "Wed 31 Dec 2025 08:00"),
    ("2026-03-13T18:00:00Z", "hari ini 01:00", "today 01:00"),
  ])
  func momentsAreNamedFromToday(moment: String, indonesian: String, english: String) throws {
    #expect(id.moment(try at(moment)) == indonesian)
    #expect(en.moment(try at(moment)) == english)
  }

  @Test(arguments: [
    ("2026-03-14 10:00", "kurang dari 1 menit lagi", "less than a minute left"),
    ("2026-03-14 10:15", "15 menit lagi", "15 minutes left"), ("2026-03-14 11:00", "1 jam lagi", "1 hour left"),
    ("2026-03-15 09:59", "23 jam lagi", "23 hours left"), ("2026-03-17 08:00", "3 hari lagi", "3 days left"),
    ("2026-03-17 16:00", "3 hari lagi", "3 days left"), ("2026-03-14 07:30", "terlambat 2 jam", "2 hours overdue"),
    ("2026-03-13 10:00", "terlambat 1 hari", "1 day overdue"),
    ("2025-03-14 10:00", "terlambat 365 hari", "365 days overdue"),
  ])
  func dueTimesSayHowMuchIsLeft(moment: String, indonesian: String, english: String) throws {
    #expect(id.due(try at(moment)) == indonesian)
    #expect(en.due(try at(moment)) == english)
  }

  @Test func thePastIsAgo() throws {
    #expect(id.ago(try at("2026-03-14 07:30")) == "2 jam lalu")
    #expect(en.ago(try at("2026-03-10 07:30")) == "4 days ago")
    #expect(id.ago(try at("2026-03-14 12:30")) == "dalam 2 jam")
    #expect(en.ago(now) == "less than a minute ago")
  }

  @Test func durationsAreRoundedDown() {
    #expect(Relative.duration(seconds: 59).en == "less than a minute")
    #expect(Relative.duration(seconds: 3599).en == "59 minutes")
    #expect(Relative.duration(seconds: -86_399).id == "23 jam")
    #expect(Relative.duration(seconds: 20_000 * 86_400).id == "20.000 hari")
    #expect(Relative.duration(seconds: .min).id.hasSuffix("hari"))
  }
}
