import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = AuditTrail.lampFile

/// Fields that an action takes out: what a unit returns is no longer the unit's, by whatever way it came about.
@Suite struct ClearedFieldTests {
  private let trail: AuditTrail
  private var store: ChangeStore { trail.store }

  init() throws { trail = try AuditTrail() }

  private func parts() throws -> (record: String, last: String) {
    let parts = try store.scratch.text(lampFile).splitting(at: "timeline:\n")
    return (parts[0], parts[1].splitting(at: "  - action: ").last ?? "")
  }

  /// Whether the unit is gone, and its entry says so.
  private func isReturned() throws -> Bool {
    let (record, last) = try parts()
    return !record.contains("\nunit:") && record.contains("\nstatus: verified\n") && last.hasPrefix("return\n")
      && last.contains("    unit: null\n")
  }

  @Test func itIsGoneAndComesBackWithTheAnnulment() throws {
    let before = try parts().record
    try store.act("return", lamp, reason: "wrong-office", as: .budi)
    #expect(try isReturned())
    #expect(try store.message().contains("\nunit: perkim -> -"))
    #expect(try store.findings() == [] && trail.found() == [] && trail.against(trail.first) == [])
    let session = try store.session()
    _ = try session.make(try ChangeDesk(session).undo("HEAD", reason: "Salah catatan."))
    let after = try parts().record
    #expect(after.splitting(at: "\n").sorted() == before.splitting(at: "\n").sorted())
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test func whoHasTheCaseAfterwardsIsSaidAnew() throws {
    try store.act("return", lamp, reason: "wrong-office", as: .budi)
    let refused = #expect(throws: Failure.self) { try store.act("assign", lamp) }
    #expect(refused?.findings.map(\.code) == ["workflow/requires"])
    try store.act("assign", lamp, ["unit=dlh"])
    #expect(try store.findings() == [] && trail.found() == [])
    let held = try store.scratch.koja(
      "sql",
      "SELECT value, until_seconds IS NULL AS there FROM held WHERE id = '\(lamp)' AND field = 'unit' ORDER BY since_seconds",
      "--format", "jsonl")
    #expect(held.lines == [#"{"value":"perkim","there":0}"#, #"{"value":"dlh","there":1}"#], "\(held.text)")
  }

  /// What an office promised and answered does not bind the next one, nor close the case again once it is open.
  @Test func thePromiseAndTheAnswerGoWithTheOffice() throws {
    try store.act("schedule", lamp, ["promised_at=2026-09-01"], reason: "no-budget", as: .budi)
    try store.act("respond", lamp, ["response=Lampu dipesan."], as: .budi)
    try store.act("assign", lamp, ["unit=dlh"])
    let text = try parts().record
    #expect(!text.contains("promised_at") && !text.contains("response:") && text.contains("\nunit: dlh\n"))
    let due = try store.scratch.koja("due", lamp, "--lang", "en").text
    #expect(!due.contains("2026-09-01"), "\(due)")
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test func whatWasClosedWronglyIsTakenUpAgain() throws {
    let id = "SKS-2607-J8GE3V5"
    try store.act("mark-duplicate", id, ["duplicate_of=\(lamp)"], as: .budi)
    try store.act("resume", id, reason: "closed-wrongly")
    let text = try store.scratch.koja("show", id, "--format", "yaml").text
    #expect(!text.contains("\nduplicate_of:") && text.contains("\nstatus: verified\n"))
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test(arguments: ["unit: perkim\n", ""]) func anEditByHandIsCompleted(_ left: String) throws {
    try store.scratch.edit(lampFile, "unit: perkim\nsample", "\(left)sample")
    try store.scratch.edit(lampFile, "status: assigned", "status: verified")
    try trail.append("  - action: return\n    reason: wrong-office\n")
    let done = try store.scratch.koja("commit", lamp, person: .budi)
    #expect(done.status == 0, "\(done.standardError)")
    #expect(try isReturned())
    #expect(try store.scratch.koja("check").status == 0 && trail.found() == [])
  }

  @Test func whatIsLeftOrToldOtherwiseIsFound() throws {
    try store.scratch.edit(lampFile, "status: assigned", "status: verified")
    let entry =
      "  - action: return\n    at: \"2026-07-30T10:00:00+07:00\"\n    by: budi-hartono\n    reason: wrong-office\n"
    let text = try store.scratch.text(lampFile)
    func found(_ more: String) throws -> [String] {
      try store.scratch.folder.write(text + entry + more, to: lampFile)
      return try store.findings().compactMap { $0.splitting(at: " ").last }
    }
    #expect(try found("") == ["workflow/field"])
    #expect(try found("    unit: null\n") == ["workflow/field"])
    #expect(try Set(found("    unit: perkim\n")) == ["workflow/field", "workflow/entry"])
    try store.scratch.edit(lampFile, "unit: perkim\nsample", "sample")
    #expect(try store.findings().compactMap { $0.splitting(at: " ").last } == ["workflow/entry"])
    try store.scratch.edit(
      lampFile, "reason: wrong-office\n    unit: perkim\n", "reason: wrong-office\n    unit: null\n")
    #expect(try store.findings() == [])
  }

  @Test func aCommitWithStockGitIsTakenForWhatItIs() throws {
    try store.scratch.edit(lampFile, "unit: perkim\nsample", "sample")
    try store.scratch.edit(lampFile, "status: assigned", "status: verified")
    try trail.append(
      "  - action: return\n    at: \"2026-07-30T10:00:00+07:00\"\n    by: budi-hartono\n    reason: wrong-office\n    unit: null\n"
    )
    try trail.commit()
    #expect(try trail.found() == ["Dengan git: history/by-hand"])
    try store.scratch.edit(lampFile, "sample: true", "unit: dlh\nsample: true")
    try trail.commit("Lewat belakang")
    let told = try trail.found()
    #expect(told.contains("Lewat belakang: workflow/field"), "\(told)")
    #expect(try store.findings().map { $0.splitting(at: " ").last } == ["workflow/field"])
  }

  /// Who has a case has it again once it is opened again, and one told twice has it once.
  @Test func aReopenedCaseLiesOnTheSameDeskAgain() throws {
    try store.act("assign", lamp, ["unit=perkim"])
    try store.act("respond", lamp, ["response=Lampu dipesan."], as: .budi)
    #expect(try stretches() == [#"{"value":"perkim","there":1}"#])
    try store.act("resolve", lamp, ["response=Menyala."], as: .budi)
    #expect(try stretches() == [#"{"value":"perkim","there":0}"#])
    try store.act("reopen", lamp, reason: "not-fixed")
    #expect(try stretches() == [#"{"value":"perkim","there":0}"#, #"{"value":"perkim","there":1}"#])
  }

  private func stretches() throws -> [String] {
    try store.scratch.koja(
      "sql",
      "SELECT value, until_seconds IS NULL AS there FROM held WHERE id = '\(lamp)' AND field = 'unit' ORDER BY since_seconds, there",
      "--format", "jsonl"
    ).lines
  }
}
