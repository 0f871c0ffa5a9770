import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let refused = "records/complaints/2026/06/SKS-2606-E3PD5NJ.yaml"

@Suite struct FixTests {
  /// The plan for what a check of a store finds.
  private func plan(_ scratch: ScratchStore, under paths: [String] = []) throws -> FixPlan {
    let source = WorkTreeSource(StoreFiles(root: scratch.path))
    let run = CheckRun(try City.catalogue(), source, now: City.now)
    return try FixPlanner(City.catalogue(), source, now: City.now).plan(paths.isEmpty ? run.all() : run.only(paths))
  }

  private func write(_ plan: FixPlan, in store: ChangeStore) throws -> FixPlan {
    try WriteSession(store.open(), store.surroundings(), commits: false).write(plan)
  }

  @Test func aSlipIsMendedAndNothingElseChanges() throws {
    let store = try ChangeStore()
    let before = try store.scratch.text(refused)
    try store.scratch.edit(refused, "reason: no-evidence", "reason: 'no-evidance'  # lupa")
    let done = try write(try plan(store.scratch), in: store)
    #expect(done.left.isEmpty)
    #expect(done.files.map(\.path) == [refused])
    #expect(try store.scratch.text(refused) == before.editing("reason: no-evidence", "reason: 'no-evidence'  # lupa"))
    #expect(try store.findings() == [])
    #expect(try plan(store.scratch).files.isEmpty, "a second run finds nothing to do")
    #expect(try store.scratch.git(["rev-list", "--count", "HEAD"]).lines == ["1"], "nothing is committed")
  }

  @Test func theLastLineGetsTheLineBreakOfTheOthers() throws {
    for lineBreak in ["\n", "\r\n"] {
      let store = try ChangeStore()
      let whole = try store.scratch.text(lamp).splitting(at: "\n").joined(separator: lineBreak)
      try store.scratch.folder.write(String(whole.unicodeScalars.dropLast(lineBreak.utf8.count)), to: lamp)
      let found = try store.findings()
      #expect(found.count == 1 && found[0].hasSuffix("yaml/final-newline"))
      _ = try write(try plan(store.scratch), in: store)
      #expect(try Array(store.scratch.text(lamp).utf8) == Array(whole.utf8))
    }
  }

  @Test func aFileMovesToItsPlaceAndIsMendedOnTheWay() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(refused)
    let astray = "records/complaints/2026/05/salah/SKS-2606-E3PD5NJ.yaml"
    try store.scratch.folder.write(
      try text.editing("reason: no-evidence", "reason: no-evidance"), to: astray)
    store.scratch.folder.delete(refused)
    let done = try write(try plan(store.scratch), in: store)
    #expect(done.files.map(\.target) == [refused])
    #expect(try store.scratch.text(refused) == text)
    #expect(!store.scratch.folder.exists("records/complaints/2026/05/salah"), "the empty folder is gone")
    #expect(try store.findings() == [])
  }

  @Test func aCopyInTheWrongFolderNamesTheRightOneAndIsNotMoved() throws {
    let store = try ChangeStore()
    let copy = "records/complaints/2026/05/SKS-2606-E3PD5NJ.yaml"
    try store.scratch.folder.write(try store.scratch.text(refused), to: copy)
    let found = try CheckRun(City.catalogue(), WorkTreeSource(StoreFiles(root: store.scratch.path)), now: City.now)
      .all()
      .findings.filter { $0.code == "store/path" }
    #expect(found.count == 1)
    #expect(found.first?.hint?.en == "compare it with `\(refused)`, then remove this copy")
    #expect(try plan(store.scratch).files.isEmpty)
  }

  @Test(arguments: ["schemas", "schemas/units/schema.yaml", "README.md", ".git"])
  func onlyRecordsAreCheckedAsRecords(path: String) throws {
    let store = try ChangeStore()
    #expect(throws: Failure.self) { try store.open().recordPath(store.scratch.path + "/" + path) }
    #expect(try store.open().recordPath(store.scratch.path + "/records") == "records")
  }

  @Test func aMoveNeverOverwrites() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lamp)
    try store.scratch.folder.write("# lain\n" + text, to: "records/complaints/SKS-2603-7K3FQ2X.yaml")
    let plan = try plan(store.scratch)
    #expect(plan.files.isEmpty && plan.left.isEmpty)
    // The place is taken after it was found free.
    try store.scratch.folder.write(text, to: "records/complaints/2026/SKS-2603-7K3FQ2X.yaml")
    store.scratch.folder.delete(lamp)
    store.scratch.folder.delete("records/complaints/SKS-2603-7K3FQ2X.yaml")
    let free = try self.plan(store.scratch)
    #expect(free.files.map(\.target) == [lamp])
    try store.scratch.folder.write("milik: orang lain\n", to: lamp)
    let done = try write(free, in: store)
    #expect(done.files.isEmpty && done.left.map(\.reason.en) == ["`\(lamp)` is there already"])
    #expect(try store.scratch.text(lamp) == "milik: orang lain\n")
    #expect(store.scratch.folder.exists("records/complaints/2026/SKS-2603-7K3FQ2X.yaml"))
  }

  @Test func twoFilesForOnePlaceDoNotBothMove() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lamp)
    store.scratch.folder.delete(lamp)
    for folder in ["a", "b"] {
      try store.scratch.folder.write(text, to: "records/complaints/\(folder)/SKS-2603-7K3FQ2X.yaml")
    }
    let plan = try plan(store.scratch)
    #expect(plan.files.map(\.path) == ["records/complaints/a/SKS-2603-7K3FQ2X.yaml"])
    #expect(plan.left.map(\.finding.place.path) == ["records/complaints/b/SKS-2603-7K3FQ2X.yaml"])
  }

  @Test func aFileThatWasEditedMeanwhileIsLeftAlone() throws {
    let store = try ChangeStore()
    try store.scratch.edit(refused, "reason: no-evidence", "reason: no-evidance")
    let plan = try plan(store.scratch)
    try store.scratch.edit(refused, "reason: no-evidance", "reason: no-evidance # sedang disunting")
    let edited = try store.scratch.text(refused)
    let done = try write(plan, in: store)
    #expect(done.files.isEmpty && done.left.count == 1)
    #expect(try store.scratch.text(refused) == edited)
  }

  @Test(arguments: [
    // The key that is meant is there already, or two keys may be meant for it.
    "reason: no-evidence\n    resaon: no-evidence", "resaon: no-evidence\n    reasno: no-evidence",
  ]) func aKeyThatCannotBeRenamedIsNotOffered(text: String) throws {
    let store = try ChangeStore()
    try store.scratch.edit(refused, "reason: no-evidence", text)
    let plan = try plan(store.scratch)
    #expect(plan.files.isEmpty && plan.left.isEmpty)
  }

  @Test func onlyWhatWasAskedForIsMended() throws {
    let store = try ChangeStore()
    try store.scratch.edit(refused, "reason: no-evidence", "reason: no-evidance")
    #expect(try plan(store.scratch, under: ["records/units"]).files.isEmpty)
    #expect(try plan(store.scratch, under: [refused]).files.map(\.path) == [refused])
  }

  @Test func hundredsOfSlipsAreMendedAtOnce() throws {
    let store = try ChangeStore()
    let paths = City.records.keys.map(\.string).sorted().filter { $0.hasPrefix("records/complaints/") }
    for path in paths {
      let text = try store.scratch.text(path)
      try store.scratch.folder.write(String(text.unicodeScalars.dropLast()), to: path)
    }
    let done = try write(try plan(store.scratch), in: store)
    #expect(done.files.count == paths.count && paths.count > 10)
    #expect(try store.scratch.status() == [], "every file is as it was committed")
  }

  @Test func yamlThatDeceivesIsMendedWhereOneWayIsLeft() throws {
    let store = try ChangeStore()
    try store.scratch.edit(
      refused, "status: rejected",
      "refs:\n  - {system: lapor, id:007}\n  - {system: lapor, id: 008} # nol\nstatus: rejected")
    let plan = try plan(store.scratch)
    #expect(plan.left.map(\.finding.code) == [])
    _ = try write(plan, in: store)
    let mended = try store.scratch.text(refused)
    #expect(mended.contains("  - {system: lapor, id: 007}\n  - {system: lapor, id: \"008\"} # nol\n"))
    _ = try write(try self.plan(store.scratch), in: store)
    #expect(
      try store.scratch.text(refused).contains(
        "  - {system: lapor, id: \"007\"}\n  - {system: lapor, id: \"008\"} # nol\n"))
    #expect(try store.findings() == [])
  }
}

/// What looks like a repair and may be none is left to a person.
@Suite struct FixDoubtTests {
  private func mended(_ old: String, _ new: String) throws -> (plan: FixPlan, findings: [Finding]) {
    let store = try ChangeStore()
    try store.scratch.edit(lamp, old, new)
    let source = WorkTreeSource(StoreFiles(root: store.scratch.path))
    let report = CheckRun(try City.catalogue(), source, now: City.now).all()
    return (try FixPlanner(City.catalogue(), source, now: City.now).plan(report), report.findings)
  }

  @Test(arguments: [
    ("latitude: -1.60677", "latitude: -01.60677"), ("secret: false", "secret: false, person: Budi"),
    ("priority: high\nunit: perkim", "priority: high unit: perkim"),
    ("priority: high\nunit: perkim", "priorit: n: high\nunit: perkim"),
  ]) func aTextIsNotMadeOfWhatShouldBeNone(old: String, new: String) throws {
    let (plan, findings) = try mended(old, new)
    #expect(findings.contains { $0.severity == .error })
    #expect(plan.files.isEmpty, "\(plan.files.map { String(decoding: $0.after, as: UTF8.self) })")
  }

  @Test func theFileOfAnotherCollectionMovesAsItIs() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lamp)
    let astray = "records/letters/SKS-2603-7K3FQ2X.yaml"
    try store.scratch.folder.write(text, to: astray)
    store.scratch.folder.delete(lamp)
    let source = WorkTreeSource(StoreFiles(root: store.scratch.path))
    let report = CheckRun(try City.catalogue(), source, now: City.now).all()
    #expect(report.findings.filter { $0.place.path == astray }.map(\.code) == ["store/path"])
    let plan = try FixPlanner(City.catalogue(), source, now: City.now).plan(report)
    #expect(plan.files.map(\.target) == [lamp] && plan.files.allSatisfy { $0.after == $0.before })
  }
}
