import KojaCivic
import KojaModel
import Testing

/// Which entries of a timeline count.
@Suite struct TimelineTests {
  /// A timeline of actions; `annul:x` takes `x` back.
  private func timeline(_ actions: String...) -> Timeline {
    let entries = actions.enumerated().map { index, text -> Value in
      let parts = text.split(separator: ":").map(String.init)
      return .object(
        [.init("action", .string(parts[0])), .init("at", .string("2026-01-0\(index + 1)T08:00:00+07:00"))]
          + parts.dropFirst().map { .init("annuls", .string($0)) })
    }
    return Timeline(of: Document(.object([.init("timeline", .array(entries))])))
  }

  @Test func aPairCountsAsIfItWereNotThere() {
    let pair = timeline("receive", "verify", "assign", "annul:assign", "return")
    #expect(pair.counted == [0, 1, 4] && pair.annulled == [2: 3])
    let two = timeline("receive", "verify", "assign", "annul:assign", "annul:verify")
    #expect(two.counted == [0] && two.annulled == [2: 3, 1: 4])
    let again = timeline("receive", "verify", "annul:verify", "verify", "annul:verify")
    #expect(again.counted == [0] && again.annulled == [1: 2, 3: 4])
  }

  @Test func onlyWhatCameLastIsTakenBack() {
    for wrong in [
      timeline("receive", "verify", "assign", "annul:verify"), timeline("receive", "verify", "annul:assign"),
      timeline("receive", "verify", "annul"), timeline("receive", "annul:receive"),
    ] {
      #expect(wrong.annulled.isEmpty && wrong.counted == Array(0..<(wrong.entries.count - 1)))
    }
    #expect(timeline("receive", "verify").open == 1 && timeline("receive").open == nil)
  }

  @Test func remarksStandInNobodysWay() {
    let behind = timeline("receive", "verify", "remark", "annul:verify")
    #expect(behind.counted == [0, 2] && behind.annulled == [1: 3])
    let itself = timeline("receive", "remark", "annul:remark")
    #expect(itself.counted == [0] && itself.annulled == [1: 2])
    #expect(timeline("receive", "verify", "remark").open == 1)
  }
}
