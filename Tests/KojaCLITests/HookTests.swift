import KojaTestSupport
import Testing

private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let otherFile = "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"

/// The installed `pre-commit` under stock git, which names the index of each commit in its own way.
@Suite struct HookTests {
  private let store: ScratchStore

  init() throws {
    store = try ScratchStore()
    _ = try store.koja("hooks", "install")
  }

  /// Stock git with the tool in its path: whether the commit was made, and what the hook said.
  private func commit(_ arguments: String...) throws -> (passed: Bool, said: String) {
    let path = ["PATH": Checkout.products + ":/usr/local/bin:/usr/bin:/bin"]
    let output = try Shell.git(
      ["commit", "-q", "-m", "Dengan git"] + arguments, in: store.path,
      environment: Person.rina.environment.merging(path) { $1 }, allowingFailure: true)
    return (output.status == 0, output.text + output.standardError)
  }

  @Test(arguments: [["-a"], ["--", lampFile], ["-i", lampFile]])
  func whatIsCommittedWithoutBeingStagedIsChecked(how: [String]) throws {
    try store.edit(lampFile, "priority: high", "priority: bogus")
    let head = try store.head()
    let output = how.count == 1 ? try commit(how[0]) : try commit(how[0], how[1])
    #expect(!output.passed && output.said.contains("schema/enum"), "\(output.said)")
    #expect(try store.head() == head)
    try store.edit(lampFile, "priority: bogus", "priority: low")
    #expect(how.count == 1 ? try commit(how[0]).passed : try commit(how[0], how[1]).passed)
  }

  @Test func whatIsStagedAndNotCommittedStandsInNobodysWay() throws {
    try store.edit(lampFile, "priority: high", "priority: bogus")
    try store.git(["add", lampFile])
    try store.folder.write(try store.text(otherFile) + "# dicek\n", to: otherFile)
    let output = try commit("--", otherFile)
    #expect(output.passed, "\(output.said)")
  }

  @Test func aRecordIsNotRemoved() throws {
    let file = "records/complaints/2026/05/SKS-2605-M1YS944.yaml"
    try store.git(["rm", "-q", file])
    let output = try commit()
    #expect(!output.passed && output.said.contains("history/removed"), "\(output.said)")
    try store.git(["reset", "-q", "--hard"])
    try store.git(["mv", "records/officers/rudi-kurniawan.yaml", "records/officers/rudi-k.yaml"])
    #expect(try !commit().said.contains("history/removed"), "it is the same record under another name")
  }

  @Test func aWithdrawalIsNotTakenOut() throws {
    let text = try store.text(lampFile)
    _ = try store.koja("withdraw", "SKS-2603-7K3FQ2X", "--reason", "Ganda.")
    let withdrawn = try store.text(lampFile)
    try store.folder.write(text, to: lampFile)
    let output = try commit("-a")
    #expect(!output.passed && output.said.contains("history/withdrawn"), "\(output.said)")
    try store.folder.write(withdrawn, to: lampFile)
    let undo = try store.koja("undo", "HEAD", "--reason", "Tidak ganda.")
    #expect(undo.status == 0, "koja says why, so nothing stands in its way: \(undo.text)")
  }

  @Test func aLateEntryWithoutAWordIsNotCommitted() throws {
    try store.edit(lampFile, "status: assigned", "status: in-progress")
    let entry = "  - action: start\n    at: \"2026-05-01T08:00:00+07:00\"\n    by: siti-marlina\n"
    try store.folder.write(try store.text(lampFile) + entry, to: lampFile)
    let output = try commit("-a")
    #expect(!output.passed && output.said.contains("workflow/backdated"), "\(output.said)")
    try store.folder.write(try store.text(lampFile) + "    note: \"Listrik padam.\"\n", to: lampFile)
    #expect(try commit("-a").passed)
  }
}
