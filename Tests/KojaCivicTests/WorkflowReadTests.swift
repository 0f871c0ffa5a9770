import KojaCivic
import KojaModel
import KojaTestSupport
import Testing

@Suite struct WorkflowReadTests {
  private func findings(_ text: String) throws -> [String] {
    Workflow.read(try document(text), path: "w.yaml").findings.sorted().map {
      "\($0.place.start.line):\($0.place.start.column) \($0.code) \($0.hint?.en ?? "-")"
    }
  }

  @Test(arguments: ["complaints", "letters", "permits", "apps"]) func theShippedWorkflowsHaveNoFindings(
    _ collection: String
  ) throws {
    let workflow = try shipped(collection)
    #expect(!workflow.states.isEmpty)
    #expect(!workflow.initial.isEmpty)
  }

  @Test func unknownStatesAreFoundWhereTheyAreNamed() throws {
    let found = try findings(
      """
      initial: {action: receive, to: recieved}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received, recived], to: done}
        start: {from: done, to: received}
      """)
    #expect(
      found == [
        "1:32 workflow/unknown-state did you mean `received`?",
        "3:3 workflow/unreachable-state give some action `to: received`",
        "4:3 workflow/unreachable-state give some action `to: done`",
        "6:29 workflow/unknown-state did you mean `received`?",
      ])
  }

  @Test func aStateWithoutAWayThereIsFoundAtItsKey() throws {
    let found = try findings(
      """
      initial:
        - {action: receive, to: received}
      states:
        received: {family: closed}
        lost: {family: open}
        gone: {family: closed}
      actions:
        finish: {from: [lost], to: gone}
      """)
    #expect(
      found == [
        "5:3 workflow/unreachable-state give some action `to: lost`",
        "6:3 workflow/unreachable-state give some action `to: gone`",
      ])
  }

  @Test func clocksAreFoundThatNeverStopOrNameNoAction() throws {
    let found = try findings(
      """
      initial: {action: receive, to: received}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done}
      clocks:
        endless: {start: receive}
        wrong: {start: recieve, stop: [finish, finsh]}
      """)
    #expect(found.contains("8:3 workflow/endless-clock name the actions in `stop`"))
    #expect(found.contains("9:18 workflow/unknown-action did you mean `receive`?"))
    #expect(found.contains("9:42 workflow/unknown-action did you mean `finish`?"))
    #expect(found.count == 3)
  }

  @Test func twoActionsWithOneLabelAreFoundAtTheSecond() throws {
    let text = """
      initial: {action: receive, to: received, label: {id: Terima, en: Receive}}
      states:
        received: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [received], to: done, label: {id: Tutup, en: Close}}
        accept: {from: [received], to: done, label: {id: terima, en: Accept}, sets: [a]}
        reopen: {from: [done], to: received, label: {id: Buka-lagi, en: Open}}
        resume: {from: [done], to: received, label: {id: buka lagi, en: Go on}, sets: [a]}
      """
    #expect(
      try findings(text) == [
        "7:52 workflow/double-label give it another name", "9:52 workflow/double-label give it another name",
      ])
  }

  @Test func labelsNameActionsAndStatesInBothLanguages() throws {
    let workflow = try shipped("complaints")
    for typed in ["resolve", "Selesaikan", "selesaikan", "diselesaikan", "RESOLVED"] {
      #expect(workflow.action(named: typed)?.name == "resolve", "\(typed)")
    }
    for typed in ["waiting-reporter", "Menunggu pelapor (tertunda)", "waiting for the reporter"] {
      #expect(workflow.state(named: typed)?.name == "waiting-reporter", "\(typed)")
    }
    for typed in ["buka kembali", "buka-kembali", "Buka_Kembali"] {
      #expect(workflow.action(named: typed)?.name == "reopen", "\(typed)")
    }
    #expect(workflow.state(named: "selesai")?.name == "resolved")
    #expect(workflow.state(named: "") == nil)
    #expect(workflow.action(named: "hapus") == nil)
  }

  @Test func initialActionsAreKnownByNameAndStartFromNowhere() throws {
    let workflow = try shipped("letters")
    #expect(workflow.initial.map(\.name) == ["receive", "draft"])
    #expect(workflow.action("receive")?.claims == ["agenda-masuk"])
    #expect(workflow.actions(from: "draft").map(\.name) == ["initial", "declassify", "void"])
    #expect(workflow.actions(from: "void").isEmpty)
  }

  @Test func ownedFieldsAreNamedOnce() throws {
    #expect(
      try shipped("complaints").ownedFields == [
        "unit", "sub_unit", "partners", "promised_at", "response", "extended_by", "referred_to", "duplicate_of",
      ])
  }

  @Test func whatIsMissingGetsADefault() throws {
    let workflow = try workflow("initial: {action: begin, to: here}\nstates:\n  here: {family: closed}\n")
    let action = try #require(workflow.initial.first)
    #expect(action.label == Phrase("begin"))
    #expect(action.done == Phrase("begin"))
    #expect(action.from.isEmpty && action.sets.isEmpty && action.requires.isEmpty && action.reason == nil)
    #expect(action.when.admits { _ in nil })
    #expect(workflow.states.first?.label == Phrase("here"))
    #expect(workflow.clocks.isEmpty && workflow.reasons.isEmpty)
  }

  @Test func timeLimitsAreReadOrRefused() throws {
    func limit(_ text: String) throws -> TimeLimit? {
      let document = try document("within: \(text)\n")
      return document.value("within").flatMap { TimeLimit($0, in: document) }
    }
    #expect(try limit("{amount: 10, unit: working-days}") == TimeLimit(amount: 10, unit: .workingDays))
    for wrong in [
      "{amount: -1, unit: hours}", "{amount: 1, unit: weeks}", "{unit: hours}", "14", "{amount: 1.5, unit: hours}",
    ] {
      #expect(try limit(wrong) == nil, "\(wrong)")
    }
    #expect(TimeLimit(amount: 14, unit: .workingDays).phrase == Phrase(id: "14 hari kerja", en: "14 working days"))
    #expect(TimeLimit(amount: 1, unit: .hours).phrase == Phrase(id: "1 jam", en: "1 hour"))
  }
}
