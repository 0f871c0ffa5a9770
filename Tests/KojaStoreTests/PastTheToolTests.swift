import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let letter = "SRT-2607-8VS3DN2"
private let letterFile = "records/letters/2026/07/SRT-2607-8VS3DN2.yaml"

/// What may not be written past the tool: numbers that nobody took, withdrawals that vanish.
@Suite struct PastTheToolTests {
  private let trail: AuditTrail

  init() throws { trail = try AuditTrail() }

  private func sign() throws {
    try trail.store.scratch.edit(
      letterFile, "status: initialled",
      "letter_date: \"2026-07-22\"\nsigner:\n  officer: hendra-wijaya\n  name: \"Hendra Wijaya\"\n"
        + "  post: \"Kepala Dinas\"\n  capacity: definitive\nstatus: signed")
    try trail.append(
      "  - action: sign\n    at: \"2026-07-22T10:00:00+07:00\"\n    by: hendra-wijaya\n", to: letterFile)
  }

  @Test func anActionThatTakesANumberLeavesOne() throws {
    try sign()
    #expect(try trail.store.findings().map { $0.splitting(at: " ").last } == ["number/missing"])
    try trail.commit("Tanpa nomor")
    #expect(try trail.found().filter { $0.contains("number/") } == ["Tanpa nomor: number/missing"])
    #expect(try trail.against("HEAD~1").contains("number/missing"))
  }

  @Test func anEntryThatTookNoNumberCanBeAnnulled() throws {
    try sign()
    try trail.commit("Tanpa nomor")
    let session = try trail.store.session()
    _ = try session.make(try ChangeDesk(session).undo("HEAD", reason: "Belum bernomor."))
    #expect(try trail.store.findings().filter { $0.contains("number/") } == [])
    #expect(try trail.store.scratch.text(letterFile).contains("annuls: sign"))
    #expect(try trail.found("HEAD~1..") == [])
  }

  @Test func aWithdrawalIsTakenBackByUndoOnly() throws {
    let file = AuditTrail.lampFile
    let text = try trail.store.scratch.text(file)
    try trail.store.change("SKS-2603-7K3FQ2X") { desk, record in try desk.withdraw(record, reason: "Ganda.") }
    let withdrawn = try trail.store.scratch.text(file)
    try trail.store.scratch.folder.write(text, to: file)
    let hand = try HandEdits(trail.store.open(), trail.store.surroundings())
    let record = try hand.judge(try #require(try hand.changed(under: []).first))
    guard case .refused(let findings) = record.verdict else {
      Issue.record("\(record.verdict)")
      return
    }
    #expect(findings.map(\.code) == ["history/withdrawn"])
    try trail.commit("Diam-diam")
    #expect(try trail.found("HEAD~1..") == ["Diam-diam: history/withdrawn", "Diam-diam: history/by-hand"])
    try trail.store.scratch.folder.write(withdrawn, to: file)
    try trail.commit("Kembali")
    let second = try trail.store.session()
    _ = try second.make(try ChangeDesk(second).undo("HEAD~2", reason: "Tidak ganda."))
    #expect(try trail.found("HEAD~1..") == [])
    #expect(try trail.store.scratch.text(file) == text)
  }

  @Test func anEntryThatMayNotStandHereIsToldByItsName() throws {
    let file = AuditTrail.lampFile
    let text = try trail.store.scratch.text(file)
    func refusal(_ entry: String) throws -> Finding? {
      try trail.store.scratch.folder.write(text + entry, to: file)
      let hand = try HandEdits(trail.store.open(), trail.store.surroundings())
      let record = try hand.judge(try #require(try hand.changed(under: []).first))
      guard case .refused(let findings) = record.verdict else { return nil }
      return findings.first
    }
    let illegal = try #require(try refusal("  - action: reopen\n"))
    #expect(illegal.code == "workflow/illegal-action" && illegal.message.en.contains("`reopen` is not allowed from"))
    let nameless = try #require(try refusal("  - action: annul\n    note: Salah.\n"))
    #expect(nameless.code == "workflow/annul" && nameless.hint?.en.contains("annuls: assign") == true)
  }

  @Test func aLongGapIsToldAsARange() throws {
    let claim = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000004.yaml"
    let moved = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000050.yaml"
    let text = try trail.store.scratch.text(claim)
    try trail.store.scratch.folder.write(try text.editing("serial: 4", "serial: 50"), to: moved)
    trail.store.scratch.folder.delete(claim)
    let run = CheckRun(
      try City.catalogue(), WorkTreeSource(StoreFiles(root: trail.store.scratch.path)), now: ChangeStore.now)
    let gap = try #require(run.all().findings.first { $0.code == "number/gap" })
    #expect(gap.message.en.hasSuffix("skips the serial 4–49"), "\(gap.message.en)")
  }
}
