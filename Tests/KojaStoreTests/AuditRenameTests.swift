import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let new = "SKS-2607-VB0K8D0"

/// What a rename is, and what it is not.
@Suite struct AuditRenameTests {
  private func rename(_ trail: AuditTrail, _ id: String, _ new: String) throws {
    try trail.store.change(id) { desk, record in try desk.rename(record, to: new, note: nil) }
  }

  @Test func whatTheToolRenamesIsNoViolation() throws {
    let trail = try AuditTrail()
    try rename(trail, "perkim", "bina-graha")
    try rename(trail, "siti-marlina", "siti")
    let other = CaseID(prefix: "SKS", year: 2026, month: 7, bits: 0x155_5555).text
    try rename(trail, new, other)
    #expect(try trail.found() == [])
    #expect(try trail.review("HEAD") == [] && trail.review("HEAD~1") == [] && trail.review("\(trail.first)..") == [])
    #expect(try trail.against("HEAD~3") == [] && trail.against("HEAD~3", under: ["records/complaints"]) == [])
    // Over several commits what was renamed may have been changed as well.
    try trail.store.set("siti", "post=Kepala Seksi")
    #expect(try trail.against(trail.first) == [])
  }

  @Test func aRenameHidesNothingElse() throws {
    let trail = try AuditTrail()
    try rename(trail, "perkim", "bina-graha")
    try trail.store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    try trail.git("add", "-A")
    try trail.git("commit", "-q", "--amend", "--no-edit")
    #expect(try trail.found().map { $0.splitting(at: ": ").last } == ["history/timeline"])
    #expect(try trail.review("HEAD") == ["history/timeline"] && trail.against("HEAD~1") == ["history/timeline"])
  }

  @Test func whatWasRenamedMayHaveChangedAsWell() throws {
    let trail = try AuditTrail()
    // In one commit, as a squash leaves it.
    try rename(trail, "siti-marlina", "siti")
    try trail.store.scratch.edit("records/officers/siti.yaml", "post: ", "post: Kepala ")
    try trail.git("add", "-A")
    try trail.git("commit", "-q", "--amend", "--no-edit")
    // In two commits of the range.
    try rename(trail, "perkim", "bina-graha")
    try trail.store.set("bina-graha", "short=BG")
    #expect(try trail.found() == [] && trail.against(trail.first) == [])
    #expect(try trail.review("\(trail.first)..") == [])
  }

  @Test func twoRecordsThatChangePlacesAreThoseTwo() throws {
    let trail = try AuditTrail()
    let other = "records/complaints/2026/07/\(new).yaml"
    let third = CaseID(prefix: "SKS", year: 2026, month: 7, bits: 0x155_5555).text
    // Complaints have timelines: had they only been edited, each would have lost all its entries.
    try rename(trail, new, third)
    try trail.store.act("verifikasi", third)
    let (one, two) = (lampFile, try other.editing(new, third))
    let texts = (try trail.store.scratch.text(one), try trail.store.scratch.text(two))
    try trail.store.scratch.folder.write(texts.1, to: one)
    try trail.store.scratch.folder.write(texts.0.editing("priority: high", "priority: low"), to: two)
    try trail.commit("Tukar")
    let codes = try trail.found("HEAD~1..").map { $0.splitting(at: ": ").last ?? "" }
    #expect(!codes.contains("history/timeline") && !codes.contains("history/removed"), "\(codes)")
    #expect(try !trail.against("HEAD~1").contains("history/timeline"))
    let log = try trail.git("log", "-1", "--format=%H").lines
    #expect(log.count == 1)
  }

  @Test func aTrailerAloneIsNoRename() throws {
    let trail = try AuditTrail()
    // The unit stays, and the timeline names another one.
    try trail.store.scratch.edit(lampFile, "    unit: perkim\n", "    unit: dlh\n")
    try trail.commit("Satu\n\nKoja-Record: complaints/\(lamp)\nKoja-Rename: units/perkim units/dlh")
    let codes = try trail.audit().findings.map(\.code)
    #expect(codes == ["history/trailer", "workflow/field", "history/timeline"])
  }
}
