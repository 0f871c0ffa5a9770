import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// An audit asks what an entry needed by the records of its own commit, and who acted by the officers of then.
@Suite struct AuditNeedsTests {
  private let trail: AuditTrail

  init() throws { trail = try AuditTrail() }

  private let permit = "records/permits/2026/07/IZN-2607-C4ZQ9WM.yaml"
  private let service = "records/services/surat-keterangan.yaml"

  private func asked(_ range: String? = nil) throws -> [String] {
    try trail.found(range, withRoles: true).filter { $0.contains("workflow/needs") || $0.contains("workflow/role") }
  }

  /// Takes an action with an editor and stock git.
  private func write(
    _ action: String, to state: String, from old: String, _ file: String, by officer: String = "siti-marlina",
    _ more: String = ""
  ) throws {
    try trail.store.scratch.edit(file, "\nstatus: \(old)", "\nstatus: \(state)")
    try trail.append(
      "  - action: \(action)\n    at: \"2026-07-31T08:00:00+07:00\"\n    by: \(officer)\n\(more)", to: file)
    try trail.commit(action)
  }

  @Test func aPermitOfAServiceThatWasClosedThenIsFound() throws {
    try trail.store.scratch.edit(service, "active: true", "active: false")
    try trail.commit("Ditutup")
    let made = """
      service: surat-keterangan
      purpose: new
      subject: "Keterangan contoh"
      applicant: {person: ORG-7K3FQ2XA}
      unit: kec-telanaipura
      requirements:
        - code: identity-card
          met: true
      status: received
      timeline:
        - action: submit
          at: "2026-07-31T08:00:00+07:00"
          by: lestari-ningsih

      """
    try trail.store.scratch.folder.write(made, to: "records/permits/2026/07/IZN-2607-0000008.yaml")
    try trail.commit("Diajukan")
    #expect(try asked() == ["Diajukan: workflow/needs"])
    try trail.store.scratch.edit(service, "active: false", "active: true")
    try trail.commit("Dibuka lagi")
    #expect(try asked() == ["Diajukan: workflow/needs"], "the records of then count, not those of now")
  }

  @Test func whatWasRightIsNotMadeWrongByWhatComesLater() throws {
    try write(
      "return", to: "incomplete", from: "received", permit, by: "lestari-ningsih", "    reason: missing-papers\n")
    try write("resubmit", to: "received", from: "incomplete", permit, by: "lestari-ningsih")
    try trail.store.scratch.edit(service, "active: true", "active: false")
    try trail.commit("Ditutup")
    #expect(try asked() == [])
  }

  @Test func aLetterThatWasSettledOverAnOpenDispositionIsFound() throws {
    let letter = "records/letters/2026/07/SRT-2607-X2M9CHJ.yaml"
    let id = try #require(
      try RunKoja.run(
        [
          "new", "dispositions", "letter=SRT-2607-X2M9CHJ", "unit=kel-legok", "instructions+=attend",
          "text=Mohon hadir",
        ], in: trail.store.scratch.path, as: .hendra
      ).lines.first)
    try write("settle", to: "settled", from: "received", letter)
    #expect(try asked().last == "settle: workflow/needs")
    let finding = try #require(
      try trail.audit().findings.first { $0.code == "workflow/needs" && $0.place.path == letter })
    #expect(finding.details.map(\.en) == ["dispositions: \(id)"])
    #expect(finding.place.path == letter)
  }

  @Test func rolesAreThoseOfTheOfficersOfThen() throws {
    let officer = "records/officers/lestari-ningsih.yaml"
    try write("return", to: "incomplete", from: "received", permit, by: "tono-saputra", "    reason: missing-papers\n")
    try write("resubmit", to: "received", from: "incomplete", permit, by: "lestari-ningsih")
    try trail.store.scratch.edit(officer, "  - clerk", "  - technician")
    try trail.commit("Pindah")
    #expect(try asked() == ["return: workflow/role"])
    #expect(try trail.audit().findings.first { $0.code == "workflow/role" }?.severity == .warning)
    try write(
      "return", to: "incomplete", from: "received", permit, by: "lestari-ningsih", "    reason: missing-papers\n")
    #expect(try asked() == ["return: workflow/role", "return: workflow/role"])
  }

  @Test func todayIsTheDayOfTheEntry() throws {
    // Promised for the 25th by an entry of the 20th, committed on the first of August.
    let text = "    reason: no-material\n    promised_at: 2026-07-25\n"
    try trail.store.scratch.edit(
      AuditTrail.lampFile, "\nstatus: assigned", "\nstatus: scheduled\npromised_at: 2026-07-25")
    try trail.append(
      "  - action: schedule\n    at: \"2026-07-20T08:00:00+07:00\"\n    by: budi-hartono\n\(text)")
    try trail.commit("Dijadwalkan")
    #expect(try asked().filter { $0.contains("needs") } == [])
    #expect(try trail.against(trail.first).filter { $0 == "workflow/needs" } == [])
  }

  @Test func whatCameInWithItsPastHappenedElsewhere() throws {
    try trail.store.scratch.edit(service, "active: true", "active: false")
    try trail.commit("Ditutup")
    let text = try trail.store.scratch.text("records/permits/2026/07/IZN-2607-C4ZQ9WM.yaml")
    let more =
      text
      + "  - action: return\n    at: \"2026-07-31T08:00:00+07:00\"\n    by: lestari-ningsih\n    reason: missing-papers\n"
    try trail.store.scratch.folder.write(
      try more.editing("\nstatus: received", "\nstatus: incomplete"),
      to: "records/permits/2026/07/IZN-2607-0000008.yaml")
    try trail.commit("Diambil alih")
    #expect(try asked() == [])
  }
}
