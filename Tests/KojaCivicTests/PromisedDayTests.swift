import KojaCivic
import KojaModel
import Testing

/// Limits that are a day which somebody promised, and clocks that only some records have.
@Suite struct PromisedDayTests {
  private func limit(_ text: String) throws -> TimeLimit? {
    let document = try document("due: \(text)")
    return document.value("due").flatMap { TimeLimit($0, in: document) }
  }

  @Test func aDateIsALimitToTheEndOfThatDay() throws {
    let limit = try #require(try limit(#""2026-04-20""#))
    #expect(DueTime.of(limit, from: try at("2026-04-09T10:05"), calendar: nil) == .at(try at("2026-04-20T23:59:59")))
    #expect(limit.phrase == Phrase(id: "sampai 2026-04-20", en: "by 2026-04-20"))
  }

  @Test func aPromiseIsNotPutOffByAPause() throws {
    let limit = try #require(try limit(#""2026-04-20""#))
    let pause: DueTime.Pause = (try at("2026-04-10T08:00"), nil)
    let due = DueTime.of(limit, from: try at("2026-04-09T10:05"), pauses: [pause], calendar: nil)
    #expect(due == .at(try at("2026-04-20T23:59:59")))
  }

  @Test func aDayIsNoUnitThatDataMayName() throws {
    #expect(try limit("{amount: 20000, unit: day}") == nil)
    #expect(try limit(#""2026-02-30""#) == nil)
  }

  @Test func aClockSaysWhichRecordsHaveIt() throws {
    let clocks = try workflow(
      """
      initial: {action: receive, to: received, label: {id: Terima, en: Receive}}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done, label: {id: Selesai, en: Finish}}
      clocks:
        all: {start: receive, stop: [finish]}
        urgent: {when: {urgency: [urgent, very-urgent]}, start: receive, stop: [finish]}
      """
    ).clocks
    func names(_ urgency: String?) -> [String] { clocks.filter { $0.when.admits { _ in urgency } }.map(\.name) }
    #expect(names("urgent") == ["all", "urgent"])
    #expect(names("ordinary") == ["all"])
    #expect(names(nil) == ["all"])
  }
}
