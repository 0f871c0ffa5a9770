import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = AuditTrail.lampFile
private let solved = "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"

/// What was changed past the rules: it is seen, it is not laundered, and it can be put back.
@Suite struct RepairTests {
  private let trail: AuditTrail

  init() throws { trail = try AuditTrail() }

  private func faults(_ range: String? = nil) throws -> [String] {
    try trail.found(range).filter { !$0.hasSuffix("by-hand") }
  }

  private func tamper() throws {
    try trail.store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    try trail.commit("Diubah")
  }

  // MARK: Unreadable versions

  @Test(arguments: ["", "\0\0\0\0", "status: [\n", "# kosong\n"])
  func aRecordThatCannotBeReadAnyMoreIsTold(damage: String) throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.store.scratch.folder.write(damage, to: lampFile)
    try trail.commit("Rusak")
    #expect(try faults() == ["Rusak: history/unreadable"])
    #expect(try !trail.against("HEAD~1").contains("history/unreadable"), "the check says what is wrong with it")
    try trail.store.scratch.folder.write(text, to: lampFile)
    try trail.commit("Kembali")
    #expect(try faults() == ["Rusak: history/unreadable"])
  }

  @Test func anUnreadableVersionInBetweenHidesNothing() throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.store.scratch.folder.write("", to: lampFile)
    try trail.commit("Kosong")
    try trail.store.scratch.folder.write(
      try text.editing("Lampu di tiga tiang mati.", "Lampu di empat tiang mati."), to: lampFile)
    #expect(try trail.against("HEAD").contains("history/timeline"))
    #expect(throws: Failure.self, "koja commit sees it, too") {
      let hand = try HandEdits(trail.store.open(), trail.store.surroundings())
      let record = try hand.judge(try #require(try hand.changed(under: []).first))
      if case .refused(let findings) = record.verdict {
        throw Failure(.findings, Phrase("refused"), findings: findings)
      }
    }
    try trail.commit("Lain")
    #expect(try faults() == ["Kosong: history/unreadable", "Lain: history/timeline"])
  }

  // MARK: Putting back

  /// Ways in which a changed entry is put back.
  enum Way: CaseIterable { case undo, restore, commit, git }

  @Test(arguments: Way.allCases) func whatIsPutBackIsARepair(way: Way) throws {
    let text = try trail.store.scratch.text(lampFile)
    try tamper()
    let store = trail.store
    switch way {
    case .undo:
      let session = try store.session()
      _ = try session.make(try ChangeDesk(session).undo("HEAD", reason: "Tidak sah."))
    case .restore:
      try store.change(lamp) { desk, record in
        let revision = try store.scratch.git(["rev-parse", "HEAD~1"]).lines[0]
        let past = try Trail(store.open())
        let done = try desk.restore(record, revision: revision, in: past)
        guard case .change(let change, _) = done else { return nil }
        return change
      }
    case .commit:
      try store.scratch.folder.write(text, to: lampFile)
      let session = try store.session()
      let hand = try HandEdits(session.store, store.surroundings())
      let record = try hand.judge(try #require(try hand.changed(under: []).first))
      guard case .change(let change) = record.verdict else {
        Issue.record("\(record.verdict)")
        return
      }
      #expect(change.findings.map(\.code) == ["history/repaired"])
      _ = try session.make(change)
    case .git:
      try store.scratch.folder.write(text, to: lampFile)
      try trail.commit("Kembali")
    }
    #expect(try store.scratch.text(lampFile) == text)
    let found = try faults()
    #expect(found.count == 2 && found.first == "Diubah: history/timeline")
    #expect(found.last?.hasSuffix(": history/repaired") == true)
    #expect(try trail.audit("HEAD~1..").findings.allSatisfy { $0.severity == .note })
  }

  @Test func whatHasComeSinceStays() throws {
    let text = try trail.store.scratch.text(lampFile)
    try tamper()
    let entry = "  - action: start\n    at: \"2026-07-31T12:00:00+07:00\"\n    by: siti-marlina\n"
    func started(_ text: String) throws -> String {
      try text.editing("status: assigned", "status: in-progress") + entry
    }
    try trail.store.scratch.folder.write(try started(try trail.store.scratch.text(lampFile)), to: lampFile)
    try trail.commit("Mulai")
    try trail.store.scratch.folder.write(text, to: lampFile)
    #expect(try trail.against("HEAD").contains("history/timeline"), "the new entry is gone")
    try trail.store.scratch.folder.write(try started(text), to: lampFile)
    #expect(try trail.against("HEAD") == ["history/repaired"])
    try trail.commit("Kembali")
    try trail.store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    #expect(try trail.against("HEAD") == ["history/timeline"], "what was never right is not put back")
    #expect(try faults() == ["Diubah: history/timeline", "Kembali: history/repaired"])
  }

  // MARK: Through merges

  private let note = "  - action: start\n    at: \"2026-07-31T12:00:00+07:00\"\n    by: siti-marlina\n"

  private func put(_ text: String, _ message: String) throws {
    try trail.store.scratch.folder.write(text, to: lampFile)
    try trail.commit(message)
  }

  /// Merges a branch and leaves the lamp's file as told.
  private func merge(_ branch: String, leaving text: String) throws {
    try trail.git("merge", "-q", "--no-ff", "--no-commit", branch, allowingFailure: true)
    try put(text, "Gabung")
  }

  @Test func whatWasChangedOnAnotherBranchIsPutBackHere() throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.git("checkout", "-q", "-b", "camat")
    try tamper()
    try trail.git("checkout", "-q", "main")
    try trail.append("# catatan\n", to: "records/units/perkim.yaml")
    try trail.commit("Kota")
    try trail.git("merge", "-q", "--no-ff", "-m", "Gabung", "camat")
    try trail.store.scratch.folder.write(text, to: lampFile)
    #expect(try trail.against("HEAD") == ["history/repaired"])
    try trail.commit("Kembali")
    #expect(try faults().contains("Diubah: history/timeline"))
    #expect(try faults().filter { $0.hasPrefix("Kembali") } == ["Kembali: history/repaired"])
  }

  @Test func whatWasChangedOnOneSideOfAJoinedRecordIsPutBack() throws {
    let text = try trail.store.scratch.text(lampFile)
    func started(_ text: String) throws -> String {
      try text.editing("status: assigned", "status: in-progress") + note
    }
    try trail.git("checkout", "-q", "-b", "camat")
    try tamper()
    let tampered = try trail.store.scratch.text(lampFile)
    try trail.git("checkout", "-q", "main")
    try put(try started(text), "Mulai")
    try merge("camat", leaving: try started(tampered))
    try put(try started(text), "Kembali")
    #expect(try faults().contains("Diubah: history/timeline"))
    #expect(try faults().filter { $0.hasPrefix("Kembali") } == ["Kembali: history/repaired"])
    try put(text, "Hilang")
    #expect(try faults().contains("Hilang: history/timeline"), "what has come since stays")
  }

  @Test func whatAMergeDroppedIsPutBackFromItsOtherSide() throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.git("checkout", "-q", "-b", "camat")
    try put(try text.editing("status: assigned", "status: in-progress") + note, "Mulai")
    try trail.git("checkout", "-q", "main")
    let remark = note.replacing("start", with: "remark") + "    note: Warga menelepon.\n"
    try put(text + remark, "Telepon")
    try merge("camat", leaving: text + remark)
    #expect(try faults().contains("Gabung: history/timeline"))
    let whole = try text.editing("status: assigned", "status: in-progress") + note + remark
    try put(whole, "Kembali")
    #expect(try faults().filter { $0.hasPrefix("Kembali") } == ["Kembali: history/repaired"])
    try trail.git("reset", "-q", "--hard", "HEAD~1")
    try put(try text.editing("status: assigned", "status: in-progress") + note, "Tukar")
    #expect(try faults().contains("Tukar: history/timeline"), "the entry of this side stays")
  }

  @Test func aMergeThatCannotBeReadHidesNeitherSide() throws {
    let text = try trail.store.scratch.text(lampFile)
    try trail.git("checkout", "-q", "-b", "camat")
    try put(try text.editing("status: assigned", "status: in-progress") + note, "Mulai")
    try trail.git("checkout", "-q", "main")
    let remark = note.replacing("start", with: "remark") + "    note: Warga menelepon.\n"
    try put(text + remark, "Telepon")
    try merge("camat", leaving: "<<<<<<< HEAD\nstatus: [\n")
    try put(try text.editing("status: assigned", "status: in-progress") + note + remark, "Selesai")
    #expect(try faults() == ["Gabung: history/unreadable", "Selesai: history/repaired"])
  }

  @Test func anEarlierStateIsNoRepair() throws {
    try trail.store.act("start", lamp)
    let before = try trail.store.scratch.git(["show", "HEAD~1:\(lampFile)"]).text
    try trail.store.scratch.folder.write(before, to: lampFile)
    #expect(try trail.against("HEAD") == ["history/timeline"])
  }

  @Test func anImmutableFieldIsPutBack() throws {
    let claim = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml"
    try trail.store.scratch.edit(claim, "serial: 3", "serial: 5")
    try trail.store.scratch.edit(claim, "letters/SRT-2606-7RJ5TEH", "letters/SRT-2607-X2M9CHJ")
    try trail.commit("Diubah")
    try trail.store.scratch.edit(claim, "serial: 5", "serial: 3")
    try trail.store.scratch.edit(claim, "letters/SRT-2607-X2M9CHJ", "letters/SRT-2606-7RJ5TEH")
    try trail.commit("Kembali")
    let found = try faults()
    #expect(found.contains("Diubah: history/immutable") && found.contains("Diubah: history/claim"))
    #expect(Set(found.filter { $0.hasPrefix("Kembali") }) == ["Kembali: history/repaired"])
  }

  // MARK: Fields of actions

  @Test func fieldsOfActionsChangeWithAnEntry() throws {
    let text = try trail.store.scratch.text(solved)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = try #require(lines.firstIndex { $0.hasPrefix("response: |") })
    let old = lines[place] + "\n" + lines[place + 1] + "\n"
    try trail.store.scratch.edit(solved, old, "response: |\n  Diganti diam-diam.\n")
    #expect(try trail.against("HEAD") == ["history/owned"])
    try trail.commit("Diganti")
    try trail.store.scratch.edit(lampFile, "status: assigned", "referred_to: {text: \"Balai\"}\nstatus: assigned")
    try trail.commit("Ditambah")
    #expect(try faults() == ["Diganti: history/owned", "Ditambah: history/owned"])
    try trail.store.scratch.folder.write(text, to: solved)
    try trail.commit("Kembali")
    #expect(try faults("HEAD~1..") == ["Kembali: history/repaired"])
  }

  @Test func anActionAndItsAnnulmentMayChangeThem() throws {
    try trail.store.act("start", lamp)
    try trail.store.act("respond", lamp, ["response=Sedang dikerjakan."])
    let session = try trail.store.session()
    _ = try session.make(try ChangeDesk(session).undo("HEAD", reason: "Salah catatan."))
    // The officer is none of those who usually start the work.
    #expect(try faults() == [])
  }
}
