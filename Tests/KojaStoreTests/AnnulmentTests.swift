import KojaCivic
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = AuditTrail.lampFile

/// An action is taken back by an entry of its own.
@Suite struct AnnulmentTests {
  private let trail: AuditTrail
  private var store: ChangeStore { trail.store }

  init() throws { trail = try AuditTrail() }

  private func undo(_ revision: String = "HEAD") throws {
    let session = try store.session()
    _ = try session.make(try ChangeDesk(session).undo(revision, reason: "Salah catatan."))
  }

  private func refusal(_ revision: String = "HEAD") -> Failure? {
    #expect(throws: Failure.self) { try undo(revision) }
  }

  @Test func anActionIsTakenBackByAnEntry() throws {
    let before = try store.scratch.text(lampFile)
    try store.act("kerjakan", lamp, as: .agus)
    let change = try store.scratch.head()
    try undo()
    let text = try store.scratch.text(lampFile)
    #expect(text.hasPrefix(before.splitting(at: "timeline:")[0]))
    #expect(text.contains("status: assigned\n"))
    #expect(text.hasSuffix("    annuls: start\n    note: \"Salah catatan.\"\n"))
    let message = try store.message()
    #expect(message.hasPrefix("Laporan \(lamp): perubahan \(change.prefix(8)) dibatalkan (dalam proses -> diteruskan"))
    #expect(message.contains("\nKoja-Action: annul\nKoja-Undo: \(change)\n"))
    #expect(try store.findings() == [] && trail.found() == [] && trail.against(trail.first) == [])
    #expect(try trail.review("HEAD") == [])
    #expect(refusal()?.message.en.hasPrefix("nothing of") == true, "what is annulled is annulled")
    // The same may happen again.
    try store.act("kerjakan", lamp, as: .agus)
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test func fieldsThatTheActionSetComeBack() throws {
    try store.act("teruskan", lamp, ["unit=dlh"])
    #expect(try store.scratch.text(lampFile).contains("\nunit: dlh\n"))
    try undo()
    #expect(try store.scratch.text(lampFile).contains("\nunit: perkim\n"))
    try store.act("jadwalkan", lamp, ["promised_at=2026-09-01"], reason: "no-budget", as: .agus)
    try undo()
    #expect(try !store.scratch.text(lampFile).splitting(at: "timeline:")[0].contains("promised_at"))
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test func whatWasBuiltOnIsNotTakenBack() throws {
    try store.act("kerjakan", lamp, as: .agus)
    try store.act("remark", lamp, note: "Alat datang besok.", as: .agus)
    try store.act("koordinasikan", lamp, ["partners=dlh"], as: .agus)
    #expect(refusal("HEAD~2")?.message.en.contains("(`coordinate`)") == true)
    try undo("HEAD")
    try undo("HEAD~3")
    #expect(try store.scratch.text(lampFile).contains("status: assigned\n"))
    #expect(try store.findings() == [] && trail.found() == [])
  }

  @Test func clocksAndRowsDoNotKnowWhatWasAnnulled() throws {
    func due() throws -> [ClockReading] {
      let (store, collection) = (try store.open(), try City.collection("complaints"))
      return ClockFace(store).readings(try store.read(lampFile).document, of: collection)
    }
    let before = try due().map(\.state)
    try store.act("tanggapi", lamp, ["response=Sedang dikerjakan."], as: .agus)
    #expect(try due().map(\.state) != before)
    try undo()
    #expect(try due().map(\.state) == before)
  }

  @Test func aHandWrittenAnnulmentIsJudged() throws {
    try store.act("kerjakan", lamp, as: .agus)
    func codes(_ annuls: String, status: String = "in-progress", note: String = "    note: x\n") throws -> [String] {
      let text = try store.scratch.text(lampFile)
      defer { _ = try? store.scratch.folder.write(text, to: lampFile) }
      try store.scratch.edit(lampFile, "status: in-progress\n", "status: \(status)\n")
      try trail.append(
        "  - action: annul\n    at: \"2026-08-01T09:00:00+07:00\"\n    by: rina-sari\n    annuls: \(annuls)\n\(note)")
      return try store.findings()
    }
    #expect(try codes("start", status: "assigned") == [])
    for wrong in [try codes("assign"), try codes("receive"), try codes("start", status: "assigned", note: "")] {
      #expect(wrong.count == 1 && wrong[0].contains("workflow/annul"), "\(wrong)")
    }
    #expect(try codes("start").first?.contains("workflow/status") == true)
  }

  @Test func aRemarkChangesNothing() throws {
    try store.act("beri keterangan", lamp, note: "Warga menelepon lagi.")
    #expect(try store.scratch.text(lampFile).hasSuffix("    note: \"Warga menelepon lagi.\"\n"))
    #expect(try store.findings() == [] && trail.found() == [])
    #expect(throws: Failure.self) { try store.act("remark", lamp) }
    #expect(throws: Failure.self) { try store.act("annul", lamp, note: "x") }
  }
}
