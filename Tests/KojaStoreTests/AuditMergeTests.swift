import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let start = "  - action: start\n    at: \"2026-07-31T08:00:00+07:00\"\n    by: siti-marlina\n"
private let coordinate = "  - action: coordinate\n    at: \"2026-07-31T09:00:00+07:00\"\n    by: siti-marlina\n"

/// Merges, as an audit, a review and a check against a side judge them.
@Suite struct AuditMergeTests {
  /// Two branches with an entry each on the lamp's timeline, merged with conflicts on it.
  private func branches(_ trail: AuditTrail) throws {
    try trail.git("checkout", "-q", "-b", "camat")
    try trail.store.scratch.edit(lampFile, "status: assigned", "partners: [dlh]\nstatus: coordination")
    try trail.append(coordinate)
    try trail.store.scratch.folder.write(
      try trail.store.scratch.text("records/units/perkim.yaml").editing("short: ", "short: BARU"),
      to: "records/units/dinas-baru.yaml")
    try trail.commit("Camat")
    try trail.git("checkout", "-q", "main")
    try trail.store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try trail.append(start)
    try trail.commit("Kota")
    #expect(try trail.git("merge", "-q", "camat", allowingFailure: true).status == 1)
  }

  @Test func aMergeThatKeepsBothSidesIsFine() throws {
    let trail = try AuditTrail()
    try branches(trail)
    try trail.git("checkout", "-q", "--ours", lampFile)
    try trail.append(coordinate)
    try trail.store.scratch.edit(lampFile, "status: in-progress", "partners: [dlh]\nstatus: coordination")
    try trail.commit("Gabung")
    #expect(try trail.found() == ["Camat: history/by-hand", "Kota: history/by-hand"])
    for range in ["HEAD", "HEAD^2..", "\(trail.first).."] { #expect(try trail.review(range) == [], "\(range)") }
    for side in ["HEAD^1", "HEAD^2"] { #expect(try trail.against(side) == [], "\(side)") }
  }

  @Test func aMergeWithEntriesInTheOrderOfTimeIsFine() throws {
    let trail = try AuditTrail()
    try branches(trail)
    try trail.git("checkout", "-q", "--theirs", lampFile)
    try trail.store.scratch.edit(lampFile, coordinate, start + coordinate)
    #expect(try trail.against("HEAD") == [] && trail.against("MERGE_HEAD") == [])
    try trail.commit("Gabung")
    #expect(try trail.found() == ["Camat: history/by-hand", "Kota: history/by-hand"])
    for side in ["HEAD^1", "HEAD^2"] {
      #expect(try trail.review("\(side)..HEAD") == [])
      #expect(try trail.against(side) == [])
    }
    #expect(try trail.review("HEAD") == [])
  }

  @Test func aMergeThatTookOneSideLosesEntriesAndIsFound() throws {
    let trail = try AuditTrail()
    try branches(trail)
    try trail.git("checkout", "-q", "--ours", lampFile)
    try trail.git("rm", "-qf", "records/units/dinas-baru.yaml")
    try trail.commit("Gabung")
    let told = try trail.found().filter { $0.hasPrefix("Gabung") }
    #expect(told == ["Gabung: history/owned", "Gabung: history/timeline", "Gabung: history/removed"])
    #expect(try trail.review("HEAD").contains("history/timeline"))
    #expect(try trail.against("HEAD^2").sorted() == ["history/owned", "history/removed", "history/timeline"])
  }
}
