import KojaCivic
import KojaModel
import Testing

@Suite struct WorkflowLintTests {
  private func findings(_ text: String) throws -> [String] {
    Workflow.read(try document(text), path: "w.yaml").findings.sorted().map {
      "\($0.place.start.line):\($0.place.start.column) \($0.code)"
    }
  }

  @Test func aStateThatIsNotClosedHasAWayOut() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        stuck: {family: waiting}
        circling: {family: open}
        done: {family: closed}
      actions:
        hold: {from: [received], to: stuck}
        turn: {from: [received, circling], to: circling}
        note: {from: [stuck]}
        finish: {from: [received], to: done}
      """)
    #expect(found == ["4:3 workflow/dead-end", "5:3 workflow/dead-end"])
  }

  @Test func aClockCanStartAndThenStop() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        lost: {family: open}
        done: {family: closed}
      actions:
        find: {from: [lost], to: received}
        begin: {from: [received], to: received}
        finish: {from: [received], to: done}
      clocks:
        idle: {start: find, stop: [finish]}
        endless: {start: finish, stop: [begin]}
        once: {start: [receive, finish], stop: [finish]}
        good: {start: begin, stop: [finish]}
      """)
    #expect(found == ["4:3 workflow/unreachable-state", "11:3 workflow/idle-clock", "12:3 workflow/endless-clock"])
  }

  @Test func aClockDoesNotRunOnWhenTheRecordIsClosed() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        answered: {family: open}
        done: {family: closed}
        refused: {family: closed}
      actions:
        answer: {from: [received], to: answered}
        finish: {from: [answered], to: done}
        refuse: {from: [received], to: refused}
        collect: {from: [done], to: done}
      clocks:
        overlong: {start: receive, stop: [finish]}
        whole: {start: receive, stop: [finish, refuse]}
        past: {start: answer, stop: [finish]}
        after: {start: finish, stop: [collect]}
      """)
    #expect(found == ["13:3 workflow/overlong-clock"])
  }

  @Test func whoExtendsALimitGivesAReason() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        extend: {from: [received]}
        prolong: {from: [received], reason: required}
        finish: {from: [received], to: done}
      reasons: {complex: {id: Rumit, en: Complex}}
      clocks:
        one: {start: receive, stop: [finish], extension: {action: extend, by: {amount: 1, unit: hours}}}
        two: {start: receive, stop: [finish], extension: {action: prolong, by: {amount: 1, unit: hours}}}
        three: {start: receive, stop: [finish], extension: {action: prolog, by: {amount: 1, unit: hours}}}
      """)
    #expect(found == ["11:61 workflow/extension-reason", "13:63 workflow/unknown-action"])
  }

  @Test func aReasonIsChosenFromAList() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done, reason: optional}
      """)
    #expect(found == ["6:40 workflow/no-reasons"])
  }
}
