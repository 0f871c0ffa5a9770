import KojaCivic
import KojaModel
import Testing

/// Timelines of complaints, `action day-of-April time` in a line each.
struct Story {
  let workflow: Workflow
  let replay: Replay

  init(_ entries: [(action: String, at: String)], of collection: String = "complaints") throws {
    let lines = entries.map { "  - {action: \($0.action), at: \"2026-04-\($0.at):00+07:00\", by: rina-sari}\n" }
    workflow = try shipped(collection)
    replay = Replay(TimelineEntry.all(in: try document("timeline:\n" + lines.joined())), of: workflow)
  }

  func clock(_ name: String, limit: TimeLimit) throws -> ClockReading? {
    guard let clock = workflow.clocks.first(where: { $0.name == name }) else { return nil }
    return ClockReading(clock, of: replay, in: workflow, limit: limit, calendar: try cityCalendar(), offset: 420)
  }
}

@Suite struct ReplayTests {
  @Test func theStateFollowsTheEntries() throws {
    let story = try Story([
      ("receive", "06T08:00"), ("verify", "06T09:00"), ("assign", "06T10:00"), ("respond", "07T10:00"),
      ("assign", "08T10:00"),
    ])
    #expect(story.replay.steps.map(\.state) == ["received", "verified", "assigned", "assigned", "assigned"])
    #expect(story.replay.state == "assigned")
    #expect(story.replay.enteredAt == (try at("2026-04-06T10:00")))
  }

  @Test func afterAnActionThatNobodyKnowsTheStateIsUnknown() throws {
    let story = try Story([("receive", "06T08:00"), ("teleport", "06T09:00")])
    #expect(story.replay.state == nil)
    #expect(story.replay.steps[1].action == nil)
  }

  @Test func anIllegalEntryLeadsWhereItSays() throws {
    let story = try Story([("receive", "06T08:00"), ("resolve", "06T09:00")])
    #expect(story.replay.state == "resolved")
  }

  @Test func nothingHappenedLeadsNowhere() throws {
    let workflow = try shipped("complaints")
    let replay = Replay(TimelineEntry.all(in: try document("status: received\n")), of: workflow)
    #expect(replay.state == nil)
    #expect(replay.enteredAt == nil)
  }

  @Test func anEntryKeepsWhatItsActionSetApart() throws {
    let document = try document(
      """
      timeline:
        - action: assign
          at: "2026-04-06T08:00:00+07:00"
          by: rina-sari
          entered_by: siti-marlina
          recorded_at: "2026-04-08T08:00:00+07:00"
          unit: perkim
          reason: wrong-office
          note: pindah
          audience: internal
        - at: besok
        - hanya teks
      """)
    let entries = TimelineEntry.all(in: document)
    #expect(entries.count == 3)
    #expect(entries[0].fields.map(\.name) == ["unit"])
    #expect(entries[0].reason == "wrong-office")
    #expect(entries[0].recordedAt == (try at("2026-04-08T08:00")))
    #expect(entries[1].at == nil && entries[1].action == nil && entries[1].by == nil)
    #expect(entries[2].action == nil)
  }
}

@Suite struct ClockReadingTests {
  private let day = TimeLimit(amount: 24, unit: .hours)

  @Test func aClockThatHasNotStartedIsNotRead() throws {
    let story = try Story([("submit", "06T08:00")], of: "permits")
    #expect(try story.clock("serve", limit: day) == nil)
  }

  @Test func itRunsUntilAnActionStopsIt() throws {
    let story = try Story([("receive", "06T08:00"), ("verify", "06T09:00"), ("assign", "06T10:00")])
    let verify = try #require(try story.clock("verify", limit: day))
    #expect(verify.state == .stopped(try at("2026-04-06T09:00")))
    let resolve = try #require(try story.clock("resolve", limit: day))
    #expect(resolve.state == .running)
    #expect(resolve.startedAt == (try at("2026-04-06T08:00")))
    #expect(resolve.dueAt == (try at("2026-04-07T08:00")))
    #expect(!resolve.isOverdue(at: try at("2026-04-07T08:00")))
    #expect(resolve.isOverdue(at: try at("2026-04-07T08:01")))
  }

  @Test func whatStoppedInTimeIsNeverOverdueAndWhatStoppedLateAlwaysIs() throws {
    let early = try Story([("receive", "06T08:00"), ("reject", "06T08:00")])
    #expect(try early.clock("resolve", limit: day)?.isOverdue(at: try at("2026-05-06T08:00")) == false)
    let late = try Story([("receive", "06T08:00"), ("reject", "08T08:00")])
    #expect(try late.clock("resolve", limit: day)?.isOverdue(at: try at("2026-04-06T09:00")) == true)
  }

  @Test func waitingEnteredAndLeftTwiceStopsTheClockTwice() throws {
    let story = try Story([
      ("receive", "06T08:00"), ("ask-reporter", "06T10:00"), ("verify", "06T20:00"), ("ask-reporter", "07T00:00"),
      ("verify", "08T00:00"),
    ])
    let reading = try #require(try story.clock("resolve", limit: day))
    #expect(reading.state == .running)
    #expect(reading.dueAt == (try at("2026-04-08T18:00")))
  }

  @Test func whileTheReporterIsAskedNothingIsDue() throws {
    let story = try Story([("receive", "06T08:00"), ("ask-reporter", "06T10:00")])
    let reading = try #require(try story.clock("resolve", limit: day))
    #expect(reading.state == .paused)
    #expect(reading.due == .waiting)
    #expect(!reading.isOverdue(at: try at("2026-12-06T10:00")))
  }

  @Test func whatRanOutBeforeTheQuestionStaysOverdue() throws {
    let story = try Story([("receive", "06T08:00"), ("ask-reporter", "08T10:00")])
    let reading = try #require(try story.clock("resolve", limit: day))
    #expect(reading.state == .paused)
    #expect(reading.isOverdue(at: try at("2026-04-08T10:00")))
  }

  @Test func aRecordThatIsOpenedAgainGoesOnAndItsFirstAnswerStays() throws {
    let story = try Story([
      ("receive", "06T08:00"), ("verify", "06T08:30"), ("assign", "06T09:00"), ("resolve", "06T15:00"),
      ("reopen", "09T08:00"), ("resolve", "10T08:00"),
    ])
    let resolve = try #require(try story.clock("resolve", limit: day))
    #expect(resolve.state == .stopped(try at("2026-04-10T08:00")))
    // 24 hours from the 6th, 8:00, without the 65 between closing and reopening.
    #expect(resolve.dueAt == (try at("2026-04-10T01:00")))
    #expect(try story.clock("respond", limit: day)?.state == .stopped(try at("2026-04-06T15:00")))
  }

  @Test func aQuestionThatIsStillOpenEndsWithTheRecord() throws {
    let story = try Story([("receive", "06T08:00"), ("ask-reporter", "06T10:00"), ("archive", "20T10:00")])
    let reading = try #require(try story.clock("resolve", limit: day))
    #expect(reading.state == .stopped(try at("2026-04-20T10:00")))
    #expect(!reading.isOverdue(at: try at("2026-05-20T10:00")))
  }

  @Test func withoutATargetTheDueTimeIsUnknown() throws {
    let story = try Story([("receive", "06T08:00")])
    let clock = try #require(story.workflow.clocks.first)
    let reading = ClockReading(clock, of: story.replay, in: story.workflow, limit: nil, calendar: nil, offset: 420)
    #expect(reading?.due == .unknown(Phrase(id: "standar waktu tidak diatur", en: "no target is configured")))
    #expect(reading?.isOverdue(at: try at("2030-01-01T00:00")) == false)
  }

  @Test func targetsStandInTheWorkflowOrInAField() throws {
    let clocks = try shipped("complaints").clocks
    guard case .fixed(let limit)? = clocks[0].target, case .field(let path)? = clocks[1].target else {
      Issue.record("wrong targets")
      return
    }
    #expect(limit == TimeLimit(amount: 3, unit: .workingDays))
    #expect(path == ["category", "targets", "respond"])
    #expect(clocks[1].pause == [.waiting])
  }
}
