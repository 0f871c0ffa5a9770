import KojaCivic
import KojaModel
import Testing

@Suite struct HandEditTests {
  private func explain(
    _ old: String?, _ new: String?, _ fields: [String] = [], written: String? = nil,
    in collection: String = "complaints",
    record: [String: String] = [:]
  ) throws -> [String] {
    HandEdit(oldState: old, newState: new, changedFields: fields, writtenAction: written) { record[$0] }
      .explanations(in: try shipped(collection)).map(\.name)
  }

  @Test func aNewStatusIsTheActionThatLeadsThere() throws {
    #expect(try explain("received", "verified") == ["verify"])
    #expect(try explain("assigned", "in-progress") == ["start"])
    #expect(try explain("in-progress", "resolved", ["response"]) == ["resolve"])
    #expect(try explain("assigned", "verified") == ["return"])
  }

  @Test func aChangedFieldAloneIsTheActionThatOwnsIt() throws {
    #expect(try explain("assigned", "assigned", ["unit"]) == ["assign"])
    #expect(try explain("in-progress", "in-progress", ["unit"]) == ["assign"])
    #expect(try explain("verified", nil, ["unit"]) == ["assign"])
    #expect(try explain("in-progress", "in-progress", ["promised_at"]) == ["schedule"])
  }

  @Test func whereSeveralOwnAFieldTheOneThatStaysWins() throws {
    #expect(try explain("in-progress", "in-progress", ["response"]) == ["respond"])
  }

  @Test func aFieldThatTheActionDoesNotOwnExplainsNothing() throws {
    #expect(try explain("in-progress", "resolved", ["response", "unit"]).isEmpty)
    #expect(try explain("received", "verified", ["unit"]).isEmpty)
  }

  @Test func noWayThereExplainsNothing() throws {
    #expect(try explain("received", "resolved").isEmpty)
    #expect(try explain("resolved", "received").isEmpty)
    #expect(try explain("received", "no-such-state").isEmpty)
    #expect(try explain("no-such-state", "verified").isEmpty)
  }

  @Test func aNewRecordBeginsWithAnInitialActionThatItsGuardAdmits() throws {
    #expect(try explain(nil, "received") == ["receive"])
    #expect(try explain(nil, "draft", in: "letters", record: ["direction": "outgoing"]) == ["draft"])
    #expect(try explain(nil, "received", in: "letters", record: ["direction": "outgoing"]).isEmpty)
    #expect(try explain(nil, nil, written: "receive", in: "letters", record: ["direction": "incoming"]) == ["receive"])
  }

  @Test func aWrittenEntryNamesTheAction() throws {
    #expect(try explain("in-progress", "in-progress", [], written: "respond") == ["respond"])
    #expect(try explain("in-progress", "in-progress", ["response"], written: "resolve") == ["resolve"])
    #expect(try explain("received", "verified", [], written: "assign").isEmpty)
  }

  @Test func severalActionsToOneStateAreAllNamed() throws {
    let workflow = try workflow(
      """
      initial: {action: begin, to: open}
      states:
        open: {family: open}
        done: {family: closed}
      actions:
        finish: {from: [open], to: done}
        drop: {from: [open], to: done, sets: [why], requires: [why]}
      """)
    func explain(_ fields: [String], written: String? = nil) -> [String] {
      HandEdit(oldState: "open", newState: "done", changedFields: fields, writtenAction: written) { _ in nil }
        .explanations(in: workflow).map(\.name)
    }
    #expect(explain([]) == ["finish", "drop"])
    #expect(explain([], written: "drop") == ["drop"])
    #expect(explain(["why"]) == ["drop"])
  }

  @Test func actionsWhoseGuardRefusesTheRecordExplainNothing() throws {
    #expect(try explain("received", "settled", in: "letters", record: ["direction": "incoming"]) == ["settle"])
    #expect(try explain("received", "settled", in: "letters", record: ["direction": "outgoing"]).isEmpty)
  }
}
