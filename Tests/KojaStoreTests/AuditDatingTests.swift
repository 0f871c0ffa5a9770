import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = AuditTrail.lampFile

/// Who did something, and when it was written: what an audit makes of entries and withdrawals that git brought in.
@Suite struct AuditDatingTests {
  private let trail: AuditTrail

  init() throws { trail = try AuditTrail() }

  /// The codes of the newest commit, without that it was made by hand.
  private func newest() throws -> [String] {
    try trail.audit("HEAD~1..").findings.map(\.code).filter { $0 != "history/by-hand" }
  }

  /// Commits a `start` entry with these lines; says what an audit finds.
  private func start(_ lines: String...) throws -> [String] {
    try trail.store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try trail.append("  - action: start\n" + lines.map { "    \($0)\n" }.joined())
    try trail.commit()
    return try newest()
  }

  @Test func whoActedWasAnOfficerThen() throws {
    let known = "records/officers/rudi-kurniawan.yaml"
    #expect(try start("at: \"2026-08-01T08:00:00+07:00\"", "by: orang-lain") == ["workflow/officer"])
    // That somebody of this name comes later does not change what was true then.
    try trail.store.scratch.folder.write(try trail.store.scratch.text(known), to: "records/officers/orang-lain.yaml")
    try trail.commit("Petugas baru")
    #expect(try newest() == [])
    #expect(try trail.audit("HEAD~2..").findings.contains { $0.code == "workflow/officer" && $0.severity == .error })
  }

  @Test func whoWasRenamedSinceWasAnOfficerThen() throws {
    #expect(try start("at: \"2026-08-01T08:00:00+07:00\"", "by: budi-hartono") == [])
    let session = try trail.store.session()
    _ = try session.make(
      try ChangeDesk(session).rename(try session.store.locate("budi-hartono") { _ in [] }, to: "budi", note: nil))
    #expect(try trail.found().filter { !$0.hasSuffix("by-hand") } == [])
  }

  @Test func aLateEntrySaysWhy() throws {
    let at = "at: \"2026-05-01T08:00:00+07:00\""
    #expect(try start(at, "by: budi-hartono") == ["workflow/backdated"])
    let finding = try #require(try trail.audit().findings.first { $0.code == "workflow/backdated" })
    #expect(finding.place.path == lampFile && finding.place.excerpt?.text.contains("2026-05-01") == true)
    try trail.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try start(at, "by: budi-hartono", "note: \"Listrik padam.\"") == [])
    try trail.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try start(at, "by: budi-hartono", "recorded_at: \"2026-08-01T09:00:00+07:00\"") == [])
  }

  @Test func aLateEntryIsFoundBeforeItIsCommitted() throws {
    try trail.store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try trail.append("  - action: start\n    at: \"2026-05-01T08:00:00+07:00\"\n    by: budi-hartono\n")
    #expect(try trail.against("HEAD") == ["workflow/backdated"])
  }

  @Test func anEntryOfTheFutureIsFound() throws {
    #expect(try start("at: \"2026-09-01T08:00:00+07:00\"", "by: budi-hartono") == ["workflow/time"])
  }

  @Test func whatIsPutBackIsNotLate() throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.store.scratch.edit(lampFile, "2026-03-16T08:20:00+07:00", "2026-03-16T08:25:00+07:00")
    try trail.commit("Ubah")
    try trail.store.scratch.folder.write(text, to: lampFile)
    try trail.commit("Kembali")
    #expect(try newest() == ["history/repaired"])
  }

  @Test(arguments: ["2026-05-01T08:00:00+07:00", "2027-05-01T08:00:00+07:00"])
  func aWithdrawalIsDatedWhenItIsMade(at: String) throws {
    let code = at.hasPrefix("2027") ? "schema/future" : "workflow/backdated"
    try trail.store.scratch.edit(
      lampFile, "status: assigned",
      "withdrawn:\n  at: \"\(at)\"\n  by: budi-hartono\n  reason: \"Ganda.\"\nstatus: assigned")
    let hand = try HandEdits(trail.store.open(), trail.store.surroundings())
    let record = try hand.judge(try #require(try hand.changed(under: []).first))
    guard case .refused(let findings) = record.verdict else {
      Issue.record("\(record.verdict)")
      return
    }
    // That an open letter refers to the lamp's case is told besides.
    #expect(findings.map(\.code).filter { $0 != "ref/withdrawn" } == [code])
    #expect(try trail.against("HEAD") == [code])
    try trail.commit()
    #expect(try newest() == [code])
  }
}

/// What makes an audit silent is told itself; what a merge took from somebody, too.
@Suite struct AuditBoundTests {
  private let settings = "schemas/store.yaml"

  @Test func aMarkThatMovesOnIsToldWithWhatItSilences() throws {
    let trail = try AuditTrail()
    try trail.store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    try trail.commit("Ubah kejadian")
    let bad = try trail.store.scratch.head()
    try trail.append("adopted: \"\(trail.first)\"\n", to: settings)
    try trail.commit("Mulai")
    try trail.store.scratch.edit(settings, trail.first, bad)
    try trail.commit("Lewati")
    let report = try trail.store.open().audit(nil)
    #expect(report.entries.map(\.subject) == ["Mulai", "Lewati"])
    let told = report.findings.map { "\($0.code) \($0.severity) \($0.place.path)" }
    #expect(told == Array(repeating: "history/adopted warning \(settings)", count: 2))
    #expect(report.findings.last?.message.en.hasSuffix(": 1 commit") == true)
    #expect(report.findings.last?.place.excerpt?.text.hasPrefix("adopted:") == true)
    // Backwards more is judged, so there is nothing to say of that.
    try trail.store.scratch.edit(settings, bad, trail.first)
    try trail.commit("Kembali")
    let all = try trail.store.open().audit(nil).entries.map(\.subject)
    #expect(all == ["Ubah kejadian", "Mulai", "Lewati"])
  }

  @Test func aMergeThatTookOneOfTwoClaimsSaysWhoLost() throws {
    let trail = try AuditTrail()
    let claim = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000005.yaml"
    let letters = [("SRT-2606-7RJ5TEH", "2026/06", "3"), ("SRT-2607-X2M9CHJ", "2026/07", "4")]
    func take(_ index: Int) throws {
      let (id, folder, serial) = letters[index]
      let old = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-00000\(serial).yaml"
      let text = try trail.store.scratch.text(old).editing("serial: \(serial)", "serial: 5")
        .editing("number: \"\(serial)/2026\"", "number: \"5/2026\"")
      try trail.store.scratch.folder.write(text, to: claim)
      try trail.store.scratch.edit(
        "records/letters/\(folder)/\(id).yaml", "agenda_number: \"\(serial)/2026\"", "agenda_number: \"5/2026\"")
      try trail.commit("Ambil \(index)")
    }
    try trail.git("checkout", "-q", "-b", "camat")
    try take(0)
    try trail.git("checkout", "-q", "main")
    try take(1)
    #expect(try trail.git("merge", "-q", "camat", allowingFailure: true).status == 1)
    try trail.git("checkout", "-q", "--ours", claim)
    try trail.commit("Gabung")
    let found = try trail.audit().entries.flatMap { entry in
      entry.findings.filter { $0.code == "number/stolen" }.map { (entry.subject, $0) }
    }
    #expect(found.map(\.0) == ["Gabung"])
    let finding = try #require(found.first?.1)
    #expect(finding.severity == .warning && finding.place.path == claim)
    #expect(finding.message.en.hasSuffix("this merge gave it to `letters/\(letters[1].0)`"))
    #expect(finding.hint?.en.contains("koja number reassign \(letters[0].0)") == true)
  }
}
