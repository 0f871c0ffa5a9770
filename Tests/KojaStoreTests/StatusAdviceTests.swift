import KojaCivic
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lampFile = AuditTrail.lampFile
private let start = "  - action: start\n    at: \"2026-07-31T12:00:00+07:00\"\n    by: siti-marlina\n"
private let coordinate = "  - action: coordinate\n    at: \"2026-07-31T13:00:00+07:00\"\n    by: siti-marlina\n"

/// What `koja status` advises leads somewhere, and what is written by hand is told as it is.
@Suite struct StatusAdviceTests {
  private let trail: AuditTrail

  init() throws { trail = try AuditTrail() }

  private func state() throws -> StoreState { try StoreState(trail.store.open(), trail.store.surroundings()) }

  private func verdict() throws -> HandEditedRecord.Verdict {
    let hand = try HandEdits(trail.store.open(), trail.store.surroundings())
    return try hand.judge(try #require(try hand.changed(under: []).first)).verdict
  }

  @Test func theAdviceInAConflictIsWhatAnAuditAccepts() throws {
    try trail.git("checkout", "-q", "-b", "camat")
    try trail.store.scratch.edit(lampFile, "status: assigned", "partners: [dlh]\nstatus: coordination")
    try trail.append(coordinate)
    try trail.commit("Camat")
    try trail.git("checkout", "-q", "main")
    try trail.store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try trail.append(start)
    try trail.commit("Kota")
    try trail.git("merge", "-q", "camat", allowingFailure: true)
    let told = try state()
    #expect(told.isBlocked && told.edits.isEmpty)
    #expect(told.obstacles.contains { $0.en.hasPrefix("`git merge` is not finished") })
    let advice = try #require(told.obstacles.first { $0.en.hasPrefix("conflict: \(lampFile)") })
    #expect(advice.en.contains("all entries of both sides stay, in the order of their times"))
    try trail.git("checkout", "-q", "--theirs", lampFile)
    try trail.store.scratch.edit(lampFile, coordinate, start + coordinate)
    try trail.commit("Gabung")
    #expect(try !trail.found().contains { $0.hasPrefix("Gabung") })
    #expect(try trail.store.findings() == [] && !state().isBlocked)
  }

  @Test func whatAKilledKojaLeftIsNoEditAndStandsInNobodysWay() throws {
    let leftover = "records/complaints/2026/03/.koja-SKS-2603-7K3FQ2X.yaml.tmp"
    try trail.store.scratch.folder.write("class: comp", to: leftover)
    let told = try state()
    #expect(told.edits.isEmpty && !told.isBlocked && !told.hasErrors)
    #expect(told.obstacles.count == 1 && told.obstacles[0].en.contains(leftover))
    try trail.store.set("SKS-2603-7K3FQ2X", "priority=low")
    #expect(try trail.git("show", "--name-only", "--format=", "HEAD").lines == [lampFile])
  }

  @Test func severalEntriesOfOneEditAreAllNamed() throws {
    try trail.store.scratch.edit(lampFile, "status: assigned", "partners: [dlh]\nstatus: coordination")
    try trail.append(start + coordinate)
    let session = try trail.store.session(.siti)
    let hand = try HandEdits(session.store, session.surroundings)
    guard case .change(let change) = try hand.judge(try #require(try hand.changed(under: []).first)).verdict else {
      Issue.record("\(try verdict())")
      return
    }
    _ = try session.make(change)
    let message = try trail.store.message()
    let subject = try #require(message.splitting(at: "\n").first)
    let workflow = try #require(try City.collection("complaints").workflow)
    for action in ["start", "coordinate"] {
      #expect(message.contains("Koja-Action: \(action)\n"), "\(message)")
      #expect(subject.contains(try #require(workflow.action(action)).done.id), "\(subject)")
    }
    #expect(try trail.found() == [], "an audit finds both")
  }

  @Test func anEntryOfTheFutureIsNotAskedForANote() throws {
    try trail.store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try trail.append(
      "  - action: start\n    at: \"2026-09-01T08:00:00+07:00\"\n    by: siti-marlina\n    note: \"Nanti.\"\n")
    guard case .refused(let findings) = try verdict() else {
      Issue.record("a future entry is accepted")
      return
    }
    let finding = try #require(findings.first)
    #expect(finding.code == "workflow/time" && finding.hint?.en.contains("note") == false, "\(finding)")
  }

  @Test(arguments: ["assume-unchanged", "skip-worktree"])
  func filesThatGitDoesNotLookAtAreTold(mark: String) throws {
    try trail.git("update-index", "--\(mark)", lampFile)
    try trail.append("# tidak tampak\n")
    let told = try state()
    #expect(told.edits.isEmpty && told.obstacles.count == 1)
    let way = "git update-index --no-\(mark) \(lampFile)"
    #expect(told.obstacles.first?.en.contains("1 file is marked") == true)
    #expect(told.obstacles.first?.en.contains("`\(way)`") == true)
    try trail.git("update-index", "--no-\(mark)", lampFile)
    #expect(try state().edits.count == 1 && state().obstacles.isEmpty)
  }

  @Test func bothKindsOfMarksAreToldWithTheirWayOut() throws {
    let other = "records/units/perkim.yaml"
    try trail.git("update-index", "--assume-unchanged", lampFile)
    try trail.git("update-index", "--skip-worktree", other)
    let told = try #require(try state().obstacles.first).en
    #expect(told.contains("2 files are marked"))
    #expect(told.contains("`git update-index --no-assume-unchanged \(lampFile)`"), "\(told)")
    #expect(told.contains("`git update-index --no-skip-worktree \(other)`"), "\(told)")
  }

  @Test func onADetachedHeadWhatIsPendingIsListed() throws {
    try trail.git("checkout", "-q", "--detach")
    try trail.store.scratch.edit(lampFile, "priority: high", "priority: low")
    let told = try state()
    #expect(told.isBlocked && told.obstacles.map(\.en).contains { $0.hasPrefix("HEAD is on no branch") })
    #expect(told.edits.map(\.path) == [lampFile] && !told.hasErrors)
  }
}
