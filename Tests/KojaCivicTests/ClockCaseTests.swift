import KojaCivic
import KojaModel
import KojaTestSupport
import Testing

/// The cases in which other offices' clocks went wrong; those about the calendar alone stand in the suites beside this.
@Suite struct ClockCaseTests {
  /// A small office: a case can be entered when it is done, be moved, extended and opened again.
  private static func office(_ clock: String) throws -> Workflow {
    try workflow(
      """
      initial:
        - {action: receive, to: received, label: {id: Terima, en: Receive}}
        - {action: enter-done, to: done, label: {id: Masukkan, en: Enter}}
      states:
        received: {family: open}
        waiting: {family: waiting}
        done: {family: closed}
      actions:
        move: {from: [received], to: received, label: {id: Alihkan, en: Move}, sets: [category, unit]}
        ask: {from: [received], to: waiting, label: {id: Tanya, en: Ask}}
        answer: {from: [waiting], to: received, label: {id: Jawab, en: Answer}}
        extend: {from: [received], label: {id: Perpanjang, en: Extend}, reason: required}
        finish: {from: [received], to: done, label: {id: Tutup, en: Finish}}
        reopen: {from: [done], to: received, label: {id: Buka, en: Reopen}}
      reasons: {complex: {id: Rumit, en: Complex}}
      clocks:
        limit: \(clock)
      """)
  }

  /// Entries as `action day-of-April time`.
  private func read(
    _ workflow: Workflow, _ entries: String, limit: TimeLimit, calendar: BusinessCalendar? = nil
  ) throws -> ClockReading? {
    let lines = entries.split(separator: "\n").map { line -> String in
      let parts = line.split(separator: " ")
      let reason = parts[0] == "extend" ? ", reason: complex" : ""
      return "  - {action: \(parts[0]), at: \"2026-04-\(parts[1])T\(parts[2]):00+07:00\"\(reason)}\n"
    }
    let replay = Replay(TimelineEntry.all(in: try document("timeline:\n" + lines.joined())), of: workflow)
    guard let clock = workflow.clocks.first else { return nil }
    return ClockReading(
      clock, of: replay, in: workflow, limit: limit, calendar: try calendar ?? cityCalendar(), offset: 420,
      explains: true)
  }

  private static let plain = "{start: [receive, enter-done], stop: [finish, enter-done], pause: [waiting]}"
  private let days = TimeLimit(amount: 3, unit: .workingDays)

  @Test func aCaseCreatedAlreadyClosedStartsAndStopsAtOnce() throws {
    let reading = try #require(try read(Self.office(Self.plain), "enter-done 06 08:00", limit: days))
    #expect(reading.state == .stopped(try at("2026-04-06T08:00")))
    #expect(!reading.isOverdue(at: try at("2026-12-06T08:00")))
  }

  @Test func twoTransfersOnOneDayChangeNothing() throws {
    let moved = "receive 06 08:00\nmove 07 09:00\nmove 07 15:00\nmove 07 15:00"
    let reading = try #require(try read(Self.office(Self.plain), moved, limit: days))
    #expect(reading.startedAt == (try at("2026-04-06T08:00")))
    #expect(reading.dueAt == (try at("2026-04-09T23:59:59")))
  }

  @Test func aCaseEnteredLateCountsFromWhenItHappened() throws {
    let document = try document(
      """
      timeline:
        - action: receive
          at: "2026-04-06T08:00:00+07:00"
          recorded_at: "2026-04-20T08:00:00+07:00"
      """)
    let office = try Self.office(Self.plain)
    let replay = Replay(TimelineEntry.all(in: document), of: office)
    let reading = ClockReading(
      try #require(office.clocks.first), of: replay, in: office, limit: days, calendar: try cityCalendar(), offset: 420)
    #expect(reading?.dueAt == (try at("2026-04-09T23:59:59")))
    let entered = try at("2026-04-20T08:00")
    #expect(reading?.isOverdue(at: entered) == true, "late on the day it was entered")
  }

  /// 23:30 in London is 06:30 of the next day here.
  @Test("Days and office hours are those of the office, whatever offset a time is written with")
  func aTimeOfElsewhereCountsAsOneOfHere() throws {
    let office = try Self.office(Self.plain)
    for (unit, amount) in [(TimeLimit.Unit.workingHours, 8), (.workingDays, 3), (.calendarDays, 3), (.hours, 24)] {
      let due = try ["2026-04-06T23:30:00Z", "2026-04-07T06:30:00+07:00"].map { at in
        let document = try document("timeline:\n  - {action: receive, at: \"\(at)\"}\n")
        return ClockReading(
          try #require(office.clocks.first), of: Replay(TimelineEntry.all(in: document), of: office), in: office,
          limit: TimeLimit(amount: amount, unit: unit), calendar: try cityCalendar(), offset: 420)?.dueAt?.description
      }
      #expect(due[0] != nil && due[0] == due[1], "\(unit): \(due)")
    }
  }

  @Test func dueExactlyAtClosingTimeIsInTimeUntilThen() throws {
    let three = TimeLimit(amount: 3, unit: .workingHours)
    let stopped = try read(Self.office(Self.plain), "receive 06 12:30\nfinish 06 16:00", limit: three)
    #expect(stopped?.dueAt == (try at("2026-04-06T16:00")))
    let later = try at("2026-04-07T08:00")
    #expect(stopped?.isOverdue(at: later) == false)
    let late = try read(Self.office(Self.plain), "receive 06 12:30\nfinish 06 16:01", limit: three)
    #expect(late?.isOverdue(at: later) == true)
  }

  // MARK: Opened again

  private static let again = """
    receive 06 08:00
    finish 07 08:00
    reopen 13 08:00
    """

  private func reopened(_ how: String, _ more: String = "") throws -> ClockReading {
    let office = try Self.office("{start: receive, stop: [finish], pause: [waiting], reopened: \(how)}")
    return try #require(try read(office, Self.again + more, limit: days))
  }

  @Test func whatIsOpenedAgainKeepsItsReading() throws {
    #expect(try reopened("keep").state == .stopped(try at("2026-04-07T08:00")))
  }

  @Test func orGoesOnWithoutTheTimeInBetween() throws {
    let reading = try reopened("continue")
    #expect(reading.state == .running)
    #expect(reading.startedAt == (try at("2026-04-06T08:00")))
    // The 7th to the 12th do not count: the 13th, 14th and 15th do.
    #expect(reading.dueAt == (try at("2026-04-15T23:59:59")))
    #expect(try reopened("continue", "\nfinish 15 08:00").state == .stopped(try at("2026-04-15T08:00")))
  }

  @Test func orStartsAnew() throws {
    let reading = try reopened("restart")
    #expect(reading.startedAt == (try at("2026-04-13T08:00")))
    #expect(reading.actions.start == "reopen")
    #expect(reading.dueAt == (try at("2026-04-16T23:59:59")))
    let twice = try reopened("restart", "\nfinish 14 08:00\nreopen 20 08:00\nfinish 21 08:00")
    #expect(twice.startedAt == (try at("2026-04-20T08:00")))
    #expect(twice.state == .stopped(try at("2026-04-21T08:00")))
  }

  @Test func whatStoppedItNoLongerHolds() throws {
    let office = try Self.office("{start: receive, stop: [ask, finish], resumed_by: [answer], reopened: keep}")
    let asked = "receive 06 08:00\nask 07 08:00"
    #expect(try read(office, asked, limit: days)?.state == .stopped(try at("2026-04-07T08:00")))
    let goesOn = try #require(try read(office, asked + "\nanswer 09 08:00", limit: days))
    #expect(goesOn.state == .running)
    // Without the 7th and the 8th, and the weekend: the 9th, 10th and 13th.
    #expect(goesOn.dueAt == (try at("2026-04-13T23:59:59")))
    // A closed record that is opened again keeps its reading: that action was not named.
    let again = try read(office, asked + "\nanswer 09 08:00\nfinish 10 08:00\nreopen 14 08:00", limit: days)
    #expect(again?.state == .stopped(try at("2026-04-10T08:00")))
  }

  // MARK: Extensions

  private static let extended =
    "{start: receive, stop: [finish], pause: [waiting], extension: {action: extend, by: {amount: 2, unit: working-days}}}"

  @Test func anExtensionIsAddedToTheLimit() throws {
    let reading = try #require(try read(Self.office(Self.extended), "receive 06 08:00\nextend 09 15:00", limit: days))
    #expect(reading.dueAt == (try at("2026-04-13T23:59:59")), "Thursday, then Friday and Monday")
    let step = DueStep.extended(
      TimeLimit(amount: 2, unit: .workingDays), at: try at("2026-04-09T15:00"), reason: "complex")
    #expect(reading.steps.contains(step))
  }

  @Test func itIsGrantedAsOftenAsAllowed() throws {
    let entries = "receive 06 08:00\nextend 08 08:00\nextend 09 08:00"
    let once = try #require(try read(Self.office(Self.extended), entries, limit: days))
    #expect(once.dueAt == (try at("2026-04-13T23:59:59")))
    #expect(once.steps.contains(.notExtended(at: try at("2026-04-09T08:00"), isLate: false)))
    let twice = try Self.extended.editing("unit: working-days}}", "unit: working-days}, times: 2}")
    #expect(try read(Self.office(twice), entries, limit: days)?.dueAt == (try at("2026-04-15T23:59:59")))
  }

  @Test func whatHasRunOutIsNotProlonged() throws {
    let reading = try #require(try read(Self.office(Self.extended), "receive 06 08:00\nextend 10 08:00", limit: days))
    #expect(reading.dueAt == (try at("2026-04-09T23:59:59")))
    #expect(reading.steps.last == .notExtended(at: try at("2026-04-10T08:00"), isLate: true))
  }

  @Test func anExtensionKnowsTheHolidaysOfTheStart() throws {
    let calendar = BusinessCalendar(
      id: "uji",
      try document(
        """
        weekend: [saturday, sunday]
        covers: {from: "2026-01-01", to: "2026-12-31"}
        days_off: [regional]
        holidays: [{date: "2026-04-10", kind: regional, name: Pilkada, published_at: "2026-04-07"}]
        """))
    let reading = try #require(
      try read(Self.office(Self.extended), "receive 06 08:00\nextend 08 08:00", limit: days, calendar: calendar))
    #expect(reading.dueAt == (try at("2026-04-13T23:59:59")), "the 10th is worked: published after the start")
  }

  // MARK: Steps

  @Test func theStepsTellWhatCountedAndWhatDidNot() throws {
    let office = try Self.office(Self.plain)
    let reading = try #require(
      try read(
        office, "receive 01 08:00\nask 06 10:00\nanswer 07 08:00", limit: TimeLimit(amount: 4, unit: .workingDays)))
    func day(_ number: Int) throws -> CalendarDate { try #require(CalendarDate(year: 2026, month: 4, day: number)) }
    let friday = try #require(try cityCalendar().holiday(on: try day(3), startedOn: try day(1)))
    let expected: [DueStep] = [
      .counted(from: try day(2), to: try day(2), total: 1), .holiday(try day(3), friday),
      .weekend(from: try day(4), to: try day(5)),
      .paused(from: try at("2026-04-06T10:00"), to: try at("2026-04-07T08:00")),
      .counted(from: try day(7), to: try day(9), total: 4),
    ]
    #expect(reading.steps == expected)
    #expect(friday.name == "Wafat Yesus Kristus")
  }

  @Test func withoutBeingAskedNothingIsTold() throws {
    let office = try Self.office(Self.plain)
    let replay = Replay(
      TimelineEntry.all(in: try document("timeline: [{action: receive, at: \"2026-04-06T08:00:00+07:00\"}]\n")),
      of: office)
    let clock = try #require(office.clocks.first)
    #expect(
      ClockReading(clock, of: replay, in: office, limit: days, calendar: try cityCalendar(), offset: 420)?.steps == [])
  }

  @Test func workingDaysCountALeapDay() throws {
    let calendar = BusinessCalendar(
      id: "kabisat",
      try document("weekend: [saturday, sunday]\ncovers: {from: \"2028-01-01\", to: \"2028-12-31\"}\ndays_off: []\n"))
    let due = DueTime.of(
      TimeLimit(amount: 2, unit: .workingDays), from: try at("2028-02-28T08:00"), calendar: calendar)
    #expect(due == .at(try at("2028-03-01T23:59:59")), "Tuesday the 29th and Wednesday")
  }
}
