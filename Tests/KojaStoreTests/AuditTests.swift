import KojaGit
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let new = "SKS-2607-VB0K8D0"
private let claim = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml"
private let workflow = "schemas/complaints/workflow.yaml"

@Suite struct AuditTests {
  @Test func whatTheToolDoesIsFineAndWhatGitDoesIsTold() throws {
    let trail = try AuditTrail()
    try trail.store.act("verify", new)
    try trail.store.act("assign", new, ["unit=perkim"], note: "Sudah didata.")
    try trail.store.set(lamp, "priority=low")
    try trail.store.act("complete", "IZN-2607-C4ZQ9WM", as: .lestari)
    #expect(try trail.found() == [])
    #expect(try trail.audit().checked == 4)
    try trail.store.scratch.edit(lampFile, "priority: low", "priority: high")
    try trail.commit()
    let report = try trail.audit()
    #expect(report.entries.count == 1 && report.findings.map(\.code) == ["history/by-hand"])
    #expect(report.findings.first?.severity == .note)
    #expect(report.entries.first?.author.name == "Siti Marlina")
    #expect(report.entries.first?.commit.hex == (try trail.store.scratch.head()))
  }

  @Test func anEntryThatWasChangedIsFoundAtItsLine() throws {
    let trail = try AuditTrail()
    try trail.store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    try trail.commit()
    let finding = try #require(try trail.audit().findings.first { $0.code == "history/timeline" })
    #expect(finding.place.path == lampFile && finding.place.start.line == 38)
  }

  @Test func aRemovedRecordIsFoundAndARenamedOneIsNot() throws {
    let trail = try AuditTrail()
    trail.store.scratch.folder.delete("records/complaints/2026/05/SKS-2605-M1YS944.yaml")
    try trail.commit("Hapus")
    try trail.git("mv", "records/officers/rudi-kurniawan.yaml", "records/officers/rudi-k.yaml")
    try trail.store.scratch.edit("records/officers/rudi-k.yaml", "unit:", "# pindah\nunit:")
    try trail.commit("Ganti nama")
    #expect(try trail.found().filter { !$0.hasSuffix("by-hand") } == ["Hapus: history/removed"])
  }

  @Test func actionsThatTheWorkflowDoesNotAllowAreFound() throws {
    let trail = try AuditTrail()
    try trail.append("  - action: reopen\n    at: \"2026-07-31T08:00:00+07:00\"\n    by: siti-marlina\n")
    try trail.commit("Tidak sah")
    try trail.append("  - action: teleport\n    at: \"2026-07-31T09:00:00+07:00\"\n    by: siti-marlina\n")
    try trail.commit("Tidak dikenal")
    try trail.store.scratch.edit("records/complaints/2026/07/\(new).yaml", "status: received", "status: resolved")
    try trail.commit("Tanpa kejadian")
    let found = try trail.found().filter { !$0.hasSuffix("by-hand") }
    #expect(
      found == [
        "Tidak sah: workflow/illegal-action", "Tidak sah: workflow/late", "Tidak dikenal: workflow/unknown-action",
        "Tanpa kejadian: workflow/status",
      ], "\(found)")
  }

  @Test func aNumberThatGoesToAnotherRecordIsFound() throws {
    let trail = try AuditTrail()
    try trail.store.scratch.edit(claim, "letters/SRT-2606-7RJ5TEH", "letters/SRT-2607-X2M9CHJ")
    try trail.commit()
    #expect(try trail.found().contains("Dengan git: history/claim"))
    let void = "records/numbers/surat-keluar/2026/000/surat-keluar-2026-000002.yaml"
    let text = try trail.store.scratch.text(void)
    let parts = text.splitting(at: "void:\n")
    try trail.store.scratch.folder.write(parts[0] + "sample: true\n", to: void)
    try trail.commit("Pakai lagi")
    #expect(try trail.found().contains("Pakai lagi: history/claim"))
  }

  @Test func trailersAreComparedWithWhatHappened() throws {
    let trail = try AuditTrail()
    try trail.store.scratch.edit(lampFile, "priority: high", "priority: low")
    try trail.commit("Satu\n\nKoja-Record: complaints/\(lamp)\nKoja-Action: resolve")
    try trail.store.scratch.edit(lampFile, "priority: low", "priority: high")
    try trail.commit("Dua\n\nKoja-Record: complaints/\(new)")
    try trail.store.scratch.edit(lampFile, "priority: high", "priority: low")
    try trail.commit("Tiga\n\nKoja-Count: 7")
    try trail.store.scratch.edit(lampFile, "priority: low", "priority: high")
    try trail.commit("Empat\n\nKoja-Record: complaints/\(lamp)")
    #expect(
      try trail.found() == [
        "Satu: history/trailer", "Dua: history/trailer", "Dua: history/trailer", "Tiga: history/trailer",
      ])
  }

  // MARK: By which schemas

  @Test func aCommitIsJudgedByTheSchemasOfItsParent() throws {
    let trail = try AuditTrail()
    let action =
      "  pause:\n    label: {id: Jeda, en: Pause}\n    done: {id: dijeda, en: paused}\n    from: [assigned]\n"
    let entry = "  - action: pause\n    at: \"2026-07-31T08:00:00+07:00\"\n    by: siti-marlina\n"
    try trail.store.scratch.edit(workflow, "actions:\n", "actions:\n" + action)
    try trail.commit("Alur")
    try trail.append(entry)
    try trail.commit("Pakai")
    try trail.store.scratch.edit(workflow, action, "")
    try trail.commit("Alur lama")
    #expect(try trail.found() == ["Pakai: history/by-hand"], "it was allowed when it was done")
    try trail.store.scratch.edit(workflow, "actions:\n", "actions:\n" + action)
    try trail.append(try entry.editing("T08", "T09"))
    try trail.commit("Sekaligus")
    #expect(try trail.found("HEAD~1..") == ["Sekaligus: workflow/unknown-action", "Sekaligus: history/by-hand"])
  }

  @Test func theRangeAndTheAdoptedCommitBoundIt() throws {
    let trail = try AuditTrail()
    for number in 1...3 {
      try trail.append("# \(number)\n")
      try trail.commit("Nomor \(number)")
    }
    #expect(try trail.audit("HEAD~2..HEAD~1").entries.map(\.subject) == ["Nomor 2"])
    #expect(try trail.audit("HEAD~2..").entries.map(\.subject) == ["Nomor 2", "Nomor 3"])
    let settings = "schemas/store.yaml"
    let adopted = try trail.git("rev-parse", "HEAD~1").lines[0]
    try trail.append("adopted: \"\(adopted)\"\n", to: settings)
    #expect(try trail.store.open().audit(nil).entries.map(\.subject) == ["Nomor 3"])
    try trail.store.scratch.edit(settings, adopted, "0123456789")
    #expect(throws: Failure.self) { try trail.store.open().audit(nil) }
    #expect(throws: Failure.self) { try trail.audit("tidak-ada..") }
    for typed in ["HEAD~1...HEAD", "..", "HEAD..HEAD~1", "2026-08-02..2026-08-01"] {
      #expect(throws: Failure.self, "\(typed)") { try trail.audit(typed) }
    }
  }

  @Test func aDayBeginsBeforeTheDotsAndEndsBehindThem() throws {
    let trail = try AuditTrail()
    try trail.append("# satu\n")
    try trail.commit("Satu")
    let after = try Shell.git(
      ["commit", "-q", "--allow-empty", "-m", "Nanti"], in: trail.store.scratch.path,
      environment: Person.siti.environment.merging([
        "GIT_AUTHOR_DATE": "2026-08-03T10:00:00+07:00", "GIT_COMMITTER_DATE": "2026-08-03T10:00:00+07:00",
      ]) { $1 })
    #expect(after.status == 0)
    #expect(try trail.audit("2026-08-01..2026-08-01").checked == 1)
    #expect(try trail.audit("2026-08-01..2026-08-03").checked == 2)
    #expect(try trail.audit("2026-08-02..2026-08-02").checked == 0)
    #expect(try trail.audit("2026-08-02..").checked == 1)
  }
}
