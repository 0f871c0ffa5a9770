import KojaCivic
import KojaModel
import Testing

@Suite struct PauseTests {
  private func due(_ amount: Int, _ unit: TimeLimit.Unit, from start: String, _ pauses: [(String, String?)]) throws
    -> DueTime
  {
    DueTime.of(
      TimeLimit(amount: amount, unit: unit), from: try at(start),
      pauses: try pauses.map { (try at($0), try $1.map { try at($0) }) }, calendar: try cityCalendar())
  }

  @Test func hoursStandStillWhileTheOfficeWaitsTwice() throws {
    let due = try due(
      24, .hours, from: "2026-03-16T08:00",
      [("2026-03-16T10:00", "2026-03-16T20:00"), ("2026-03-17T00:00", "2026-03-18T00:00")])
    // 2 h, 4 h, then 18 h after the second pause.
    #expect(due == .at(try at("2026-03-18T18:00")))
  }

  @Test func workingHoursStandStillToo() throws {
    let due = try due(4, .workingHours, from: "2026-03-16T08:00", [("2026-03-16T09:00", "2026-03-16T15:00")])
    // 1 h in the morning, 1 h until 16:00, 2 h on Tuesday.
    #expect(due == .at(try at("2026-03-17T09:30")))
  }

  @Test func daysOnWhoseEndTheClockStoodStillDoNotCount() throws {
    let due = try due(
      3, .workingDays, from: "2026-04-06T09:00",
      [("2026-04-07T09:00", "2026-04-08T09:00"), ("2026-04-09T09:00", "2026-04-09T15:00")])
    // Tuesday does not count; Wednesday, Thursday and Friday do.
    #expect(due == .at(try at("2026-04-10T23:59:59")))
  }

  @Test(arguments: TimeLimit.Unit.allCases.filter { $0 != .day })
  func aPauseThatLastsLeavesTheDueTimeOpen(_ unit: TimeLimit.Unit) throws {
    #expect(try due(30, unit, from: "2026-04-06T09:00", [("2026-04-07T09:00", nil)]) == .waiting)
  }

  @Test func aLimitThatRanOutBeforeThePauseStaysAsItWas() throws {
    #expect(
      try due(1, .workingDays, from: "2026-04-06T09:00", [("2026-04-09T09:00", nil)])
        == .at(try at("2026-04-07T23:59:59")))
    #expect(
      try due(2, .hours, from: "2026-04-06T09:00", [("2026-04-06T11:00", nil)]) == .at(try at("2026-04-06T11:00")))
  }

  @Test func aPauseNeverShortensALimit() throws {
    for hours in 1...40 {
      let plain = try due(hours, .workingHours, from: "2026-04-06T09:00", [])
      let paused = try due(hours, .workingHours, from: "2026-04-06T09:00", [("2026-04-06T10:00", "2026-04-07T10:00")])
      guard case .at(let before) = plain, case .at(let after) = paused else {
        Issue.record("no due time for \(hours) hours")
        continue
      }
      #expect(hours > 1 ? after > before : after == before, "\(hours) hours")
    }
  }
}
