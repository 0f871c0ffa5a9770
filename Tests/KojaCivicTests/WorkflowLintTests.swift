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

  @Test func statesThatLeadOnlyToEachOtherAreToldOnce() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        here: {family: open}
        there: {family: waiting}
        done: {family: closed}
      actions:
        lose: {from: [received], to: here}
        ask: {from: [here], to: there}
        answer: {from: [there], to: here}
        finish: {from: [received], to: done}
      """)
    #expect(found == ["4:3 workflow/dead-end"])
  }

  /// What comes round again and again is not meant to be closed: vehicles, rooms.
  @Test func aWorkflowMayCloseNothingAtAll() throws {
    let found = try findings(
      """
      initial: {action: buy, to: free}
      states:
        free: {family: open}
        lent: {family: waiting}
      actions:
        lend: {from: [free], to: lent}
        bring-back: {from: [lent], to: free}
      """)
    #expect(found.isEmpty)
  }

  @Test func aNameStandsForOneAction() throws {
    let found = try findings(
      """
      initial:
        - {action: receive, to: received}
        - {action: receive, to: done, when: {kind: old}}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        receive: {from: [received], to: done}
      """)
    #expect(found == ["3:14 workflow/double-action", "8:3 workflow/double-action"])
  }

  @Test func aLabelMeansOneStateAndOneReason() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open, label: {id: Diterima, en: Received}}
        done: {family: closed, label: {id: Selesai, en: Done}}
        ended: {family: closed, label: {id: SELESAI, en: Ended}}
      actions:
        finish: {from: [received], to: done, reason: required}
        end: {from: [received], to: ended, reason: required}
      reasons:
        one: {id: Salah OPD, en: Wrong office, for: [finish]}
        two: {id: Salah OPD, en: Wrong office, for: [end]}
        three: {id: Bukan kami, en: Wrong office}
      """)
    #expect(found == ["5:39 workflow/double-label", "12:31 workflow/double-label"])
  }

  @Test func aReasonIsForWhatAsksForOne() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        check: {from: [received]}
        finish: {from: [received], to: done, reason: optional}
      reasons:
        one: {id: Satu, en: One, for: [finish, check]}
        two: {id: Dua, en: Two, for: [receive]}
        three: {id: Tiga, en: Three}
      """)
    #expect(found == ["9:42 workflow/idle-reason", "10:33 workflow/idle-reason"])
  }

  @Test func noActionSetsWhatIsWrittenByItself() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received, sets: [unit, timeline]}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done, sets: [status], freezes: [state, status_of], requires: [status]}
      """)
    #expect(found == ["1:55 workflow/engine-field", "6:47 workflow/engine-field"])
  }

  @Test func anEditByHandMeansOneAction() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        done: {family: closed}
        gone: {family: closed}
      actions:
        finish: {from: [received], to: done, sets: [answer]}
        settle: {from: [received, done], to: done, sets: [answer]}
        answer: {from: [received], to: done, sets: [answer], requires: [answer]}
        old: {from: [received], to: gone, when: {kind: [a, b]}}
        young: {from: [received], to: gone, when: {kind: [c, null]}}
        odd: {from: [received], to: gone, when: {kind: [null, d]}}
        note: {from: [received]}
        remind: {from: [received]}
      """)
    #expect(found == ["8:3 workflow/twin-actions", "12:3 workflow/twin-actions"])
  }

  @Test func theTargetAtTheStartIsToldByAnAction() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received, sets: [service]}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done}
      clocks:
        told: {start: receive, stop: [finish], target: service.time, target_of: start}
        untold: {start: receive, stop: [finish], target: category.time, target_of: start}
        present: {start: receive, stop: [finish], target: category.time, target_of: now}
      """)
    #expect(found == ["9:78 workflow/untold-target"])
  }
}
