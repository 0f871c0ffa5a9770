import KojaCivic
import KojaModel
import Testing

/// Whether something came within a limit, with and without a calendar that tells.
@Suite struct DeadlineTests {
  private let limit = TimeLimit(amount: 10, unit: .workingDays)

  private func judged(_ at: String, _ limit: TimeLimit) throws -> Deadline {
    let start = try #require(Timestamp("2025-12-08T10:00:00+07:00"))
    return Deadline.of(limit, from: start, try #require(Timestamp(at)), calendar: nil, offset: 420)
  }

  @Test func whatCameSoonerThanSoManyDaysOfAnyKindIsInTime() throws {
    #expect(try judged("2025-12-18T23:00:00+07:00", limit) == .kept)
  }

  @Test func whatCameLaterIsNotDecided() throws {
    guard case .unknown = try judged("2025-12-19T08:00:00+07:00", limit) else {
      Issue.record("nobody knows how many working days went by")
      return
    }
  }

  @Test func daysOfTheCalendarNeedNone() throws {
    let days = TimeLimit(amount: 10, unit: .calendarDays)
    #expect(try judged("2025-12-18T23:00:00+07:00", days) == .kept)
    let due = try #require(Timestamp("2025-12-18T23:59:59+07:00"))
    #expect(try judged("2025-12-19T08:00:00+07:00", days) == .missed(due))
  }
}
