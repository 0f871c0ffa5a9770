import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// Verbs over files that somebody edited by hand, and records that begin in the middle.
@Suite struct HandEditVerbTests {
  private let store: ChangeStore

  init() throws { store = try ChangeStore() }

  @Test func aForgedNewRecordIsNotCommittedByAnotherVerb() throws {
    let id = "SKS-2603-A4MZ817"
    let file = "records/complaints/2026/03/\(id).yaml"
    let text = try store.scratch.text(file)
    try store.scratch.git(["rm", "-q", file])
    try store.scratch.git(["commit", "-qm", "Hapus"])
    try store.scratch.folder.write(text, to: file)
    let head = try store.scratch.head()
    let failure = #expect(throws: Failure.self) { try store.set(id, "priority=low") }
    #expect(failure?.message.en == "`\(id)` is not committed yet")
    #expect(failure?.hint?.en.contains("`koja commit \(id)`") == true)
    let unit = "records/units/baru.yaml"
    try store.scratch.folder.write(try store.scratch.text("records/units/perkim.yaml"), to: unit)
    #expect(throws: Failure.self) { try store.set("baru", "source=x") }
    #expect(try store.scratch.head() == head)
  }

  @Test func editsByHandToWhatActionsOwnDoNotGoAlong() throws {
    let text = try store.scratch.text(lampFile)
    for (old, new) in [("status: assigned", "status: resolved"), ("\nunit: perkim", "\nunit: dlh")] {
      try store.scratch.edit(lampFile, old, new)
      for refused in [
        #expect(throws: Failure.self, performing: { try store.set(lamp, "priority=low") }),
        #expect(throws: Failure.self, performing: { try store.act("respond", lamp, ["response=Baik."]) }),
        #expect(
          throws: Failure.self,
          performing: { try store.change(lamp) { desk, record in try desk.withdraw(record, reason: "Ganda.") } }),
      ] {
        #expect(refused?.hint?.en.contains("koja commit \(lamp)") == true, "\(String(describing: refused))")
      }
      try store.scratch.folder.write(text, to: lampFile)
    }
    try store.scratch.edit(lampFile, "sample: true", "sample: true # contoh")
    try store.set(lamp, "priority=low")
    #expect(try store.scratch.status() == [], "other edits go along")
  }

  @Test func ofSeveralEntriesEachTellsWhatItSet() throws {
    let (id, file) = ("SKS-2607-VB0K8D0", "records/complaints/2026/07/SKS-2607-VB0K8D0.yaml")
    try store.scratch.edit(file, "status: received", "unit: pupr\nstatus: assigned")
    try store.scratch.folder.write(
      try store.scratch.text(file) + "  - action: verify\n  - action: assign\n", to: file)
    #expect(try store.scratch.koja("commit", id).status == 0)
    let text = try store.scratch.text(file)
    #expect(text.splitting(at: "- action: assign\n").last?.contains("unit: pupr") == true, "\(text)")
    // So a change past the action is found.
    try store.scratch.edit(file, "\nunit: pupr\nstatus", "\nunit: dlh\nstatus")
    #expect(try store.findings().contains { $0.hasSuffix("workflow/field") })
  }

  @Test func aNewRecordBeginsAtTheBeginning() throws {
    func begin(_ more: String...) throws {
      let session = try store.session()
      let fields = [
        "class=pengaduan", "category=lampu-jalan", "channel=lapor", "summary=Lampu padam", "description=Gelap.",
        "reporter.anonymous=ya", "reporter.secret=tidak",
      ]
      _ = try ChangeDesk(session).newRecord(
        in: try City.collection("complaints"), id: nil, try (fields + more).map { try Assignment(argument: $0) },
        draft: nil, note: nil)
    }
    try begin()
    try begin("status=received")
    let state = #expect(throws: Failure.self) { try begin("status=resolved") }
    #expect(state?.hint?.en.contains("koja do ID") == true)
    let owned = #expect(throws: Failure.self) { try begin("unit=perkim") }
    #expect(owned?.hint?.en.contains("`koja do ID assign unit=…`") == true)
    #expect(throws: Failure.self) { try begin("response=Sudah.") }
    let line = #"{"class":"complaint","category":"drainase","timeline":[{"action":"receive"}]}"#
    let source = IntakeSource(ByteStream(Array(line.utf8)), name: "a.jsonl")
    let intake = try Intake(
      try store.session(), try City.collection("complaints"), from: source, commits: .batch, note: nil)
    let failure = #expect(throws: Failure.self) { try intake.run { _, _ in } }
    #expect(failure?.findings.first?.message.en.contains("begins without `timeline`") == true)
  }

  @Test func aMoveToTheRightPlaceIsCommittedAsOne() throws {
    let wrong = "records/complaints/2026/04/\(lamp).yaml"
    try store.scratch.git(["rm", "-q", "--cached", lampFile])
    try store.scratch.folder.write(try store.scratch.text(lampFile), to: wrong)
    store.scratch.folder.delete(lampFile)
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-qm", "Salah tempat"])
    try store.scratch.folder.write(try store.scratch.text(wrong), to: lampFile)
    store.scratch.folder.delete(wrong)
    for chosen in [[], [lampFile], [wrong]] {
      let session = try store.session()
      let edits = try HandEdits(session.store, session.surroundings)
      let records = try edits.changedRecords(under: chosen)
      #expect(records.map(\.from) == [wrong])
      let record = try #require(records.first)
      guard case .change(let change) = try edits.judge(record.status, from: record.from).verdict else {
        Issue.record("a move is refused")
        return
      }
      guard chosen == [wrong] else { continue }
      _ = try session.make(change)
    }
    #expect(try store.scratch.status() == [])
    #expect(
      try store.scratch.git(["show", "--format=", "--name-status", "-M", "HEAD"]).text
        == "R100\t\(wrong)\t\(lampFile)\n")
    #expect(try store.message().contains("ditulis ulang"))
    let undone = #expect(throws: Failure.self) { try ChangeDesk(try store.session()).undo("HEAD", reason: "x") }
    #expect(undone?.hint?.en.contains("nothing to undo") == true)
  }

  @Test func aCommentAloneIsToldAsWritingThatSaysTheSame() throws {
    try store.scratch.edit(lampFile, "\nstatus:", "\n# lihat berkas\nstatus:")
    let session = try store.session()
    let edits = try HandEdits(session.store, session.surroundings)
    let record = try #require(try edits.changedRecords(under: [lampFile]).first)
    guard case .change(let change) = try edits.judge(record.status, from: record.from).verdict else {
      Issue.record("a comment is refused")
      return
    }
    _ = try session.make(change)
    #expect(try store.message().hasPrefix("Laporan SKS-2603-7K3FQ2X: ditulis ulang, isinya tetap\n"))
  }

  @Test func aRenameIsTakenBackByARename() throws {
    try store.change("perkim") { desk, record in try desk.rename(record, to: "dinas-perkim", note: nil) }
    let failure = #expect(throws: Failure.self) { try ChangeDesk(try store.session()).undo("HEAD", reason: "x") }
    #expect(failure?.hint?.en == "go back with `koja rename dinas-perkim perkim`")
  }
}
