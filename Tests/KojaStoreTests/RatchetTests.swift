import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let other = "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"

/// `check --against`, `check --since` and waivers.
@Suite struct RatchetTests {
  private func run(_ store: Store) -> CheckRun {
    CheckRun(store.catalogue, WorkTreeSource(store.files), now: ChangeStore.now)
  }

  private func against(_ revision: String, _ changed: ChangeStore, under paths: [String] = []) throws -> [String] {
    let store = try changed.open()
    return try store.findings(of: run(store), against: revision, under: paths, isStaged: false).map(\.short).sorted()
  }

  private func since(_ revision: String, _ changed: ChangeStore) throws -> [String] {
    let store = try changed.open()
    return try store.report(of: run(store), since: revision, under: [], isStaged: false).findings.map(\.short)
  }

  // MARK: Against

  @Test func againstARevisionWhatMayNotHappenIsFound() throws {
    let store = try ChangeStore()
    #expect(try against("HEAD", store) == [])
    try store.scratch.edit(lampFile, "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.")
    let agenda = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml"
    try store.scratch.edit(agenda, "serial: 3", "serial: 5")
    store.scratch.folder.delete("records/complaints/2026/05/SKS-2605-M1YS944.yaml")
    let expected = [
      "SKS-2603-7K3FQ2X.yaml:38:5 history/timeline", "SKS-2605-M1YS944.yaml:1:1 history/removed",
      "agenda-masuk-2026-000003.yaml:4:9 history/immutable",
    ]
    #expect(try against("HEAD", store) == expected)
    #expect(try against("HEAD", store, under: ["records/numbers"]) == [expected[2]])
    // Committed with stock git it is still found against the commit before.
    try store.scratch.git(["commit", "-qam", "Dengan git"])
    #expect(try against("HEAD", store) == [])
    #expect(try against("HEAD~1", store) == expected)
    #expect(throws: Failure.self) { try against("tidak-ada", store) }
  }

  @Test func aRegisterIsNotRewritten() throws {
    let store = try ChangeStore()
    let agenda = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml"
    let subject = try #require(
      try store.scratch.text(agenda).splitting(at: "\nsubject: ").last?.splitting(at: "\n").first)
    try store.scratch.edit(agenda, "subject: \(subject)", "subject: \"Hal lain\"")
    #expect(try against("HEAD", store) == ["agenda-masuk-2026-000003.yaml:7:10 history/immutable"])
  }

  @Test func whatTheToolDoesIsFine() throws {
    let store = try ChangeStore()
    try store.act("verify", "SKS-2607-VB0K8D0")
    try store.act("complete", "IZN-2607-C4ZQ9WM", as: .lestari)
    #expect(try against("HEAD~2", store) == [])
  }

  @Test func theSchemasOfTheRevisionCount() throws {
    let store = try ChangeStore()
    try store.scratch.edit(
      "schemas/numbers/schema.yaml", "    x-label: {id: Nomor urut, en: Serial}\n    x-immutable: true\n",
      "    x-label: {id: Nomor urut, en: Serial}\n")
    let agenda = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml"
    try store.scratch.edit(agenda, "serial: 3", "serial: 5")
    #expect(try against("HEAD", store) == ["agenda-masuk-2026-000003.yaml:4:9 history/immutable"])
  }

  // MARK: Since

  @Test func onlyWhatIsNewIsReported() throws {
    let store = try ChangeStore()
    try store.scratch.edit(lampFile, "priority: high", "priority: tinggi")
    try store.scratch.edit(other, "class: complaint", "class: keluhan")
    try store.scratch.git(["commit", "-qam", "Kesalahan lama"])
    #expect(try store.findings().count == 2)
    #expect(try since("HEAD", store) == [])
    // The file changes, its old finding moves down, and a new one comes.
    try store.scratch.edit(lampFile, "class: complaint", "# satu\n# dua\nclass: complain")
    #expect(try since("HEAD", store) == ["SKS-2603-7K3FQ2X.yaml:4:8 schema/enum"])
    #expect(try since("HEAD~1", store).count == 3)
  }

  /// As `koja log --since` has it; the tests' present is in August 2026, and their only commit of today.
  @Test func sinceMayBeATime() throws {
    let store = try ChangeStore()
    let date = "2026-07-30T09:00:00+07:00"
    try store.scratch.edit(lampFile, "priority: high", "priority: tinggi")
    try Shell.git(
      ["commit", "-qa", "--amend", "--no-edit", "--date", date], in: store.scratch.path,
      environment: Person.rina.environment.merging(["GIT_COMMITTER_DATE": date]) { $1 })
    try store.scratch.edit(other, "class: complaint", "class: keluhan")
    for typed in ["1d", "1h", "2026-08", "2026-07-31"] {
      #expect(try since(typed, store).count == 1, "\(typed)")
    }
    for typed in ["30d", "2020", "2026-07"] {
      // Nothing had been committed by then: everything is new.
      #expect(try since(typed, store).count == 2, "\(typed)")
    }
  }

  @Test func aReferenceThatARemovalLeavesBehindIsNew() throws {
    let store = try ChangeStore()
    store.scratch.folder.delete("records/units/perkim.yaml")
    // Other files that nobody touched refer to it.
    let expected = try store.findings().sorted()
    #expect(expected.contains { $0.hasSuffix("ref/unknown") })
    #expect(try since("HEAD", store).sorted() == expected)
    try store.scratch.git(["add", "-A"])
    let opened = try store.open()
    let staged = try opened.onlyStaged(try opened.stagedCheck(now: ChangeStore.now)).findings
    #expect(staged.filter { $0.code != "history/removed" }.map(\.short).sorted() == expected)
  }

  @Test func whatAnotherSchemaMakesWrongIsNew() throws {
    let store = try ChangeStore()
    try store.scratch.edit("schemas/units/schema.yaml", "\nrequired: [", "\nrequired: [area, ")
    let found = try since("HEAD", store)
    // Files that nobody touched.
    #expect(found.filter { $0.hasSuffix("schema/required") }.contains("bappeda.yaml:1:1 schema/required"))
    #expect(found.allSatisfy { $0.hasSuffix("schema/required") || $0.hasSuffix("schema/unfit-value") }, "\(found)")
  }

  // MARK: Waivers

  private func waiver(_ code: String, until: String) -> String {
    """
    code: \(code)
    record: complaints/SKS-2603-7K3FQ2X
    reason: "Menunggu pemetaan."
    owner: rina-sari
    until: "\(until)"

    """
  }

  private func found(_ waivers: [String], priority: String = "tinggi", under paths: [String] = []) throws -> [Finding] {
    var changes: [String: String?] = [:]
    changes[lampFile] = .some(try City.text(lampFile).editing("priority: high", "priority: \(priority)"))
    for (index, text) in waivers.enumerated() { changes["records/waivers/w\(index).yaml"] = .some(text) }
    return try City.findings(changes, under: paths)
  }

  @Test func aWaiverSilencesOneFindingUntilItsDay() throws {
    #expect(try found([]).map(\.code) == ["schema/enum"])
    #expect(try found([waiver("schema/enum", until: "2026-12-31")]) == [])
    #expect(try found([waiver("schema/enum", until: "2026-12-31")], under: [lampFile]) == [])
    // City.now is the 1st of November 2026.
    #expect(try found([waiver("schema/enum", until: "2026-11-01")]) == [], "its last day")
    let ended = try found([waiver("schema/enum", until: "2026-10-31")])
    #expect(ended.map(\.code) == ["schema/enum"] && ended[0].severity == .error)
    #expect(ended[0].related.last?.message.en == "its waiver ended on 2026-10-31")
    #expect(ended[0].related.last?.place.path == "records/waivers/w0.yaml")
  }

  @Test func oneWaiverIsForOneFinding() throws {
    let two = [waiver("schema/enum", until: "2026-12-31"), waiver("schema/enum", until: "2026-12-31")]
    #expect(try found(two).map(\.short) == ["w1.yaml:1:7 store/waiver-unused"])
    #expect(try found(two).first?.severity == .note)
    #expect(
      try found([waiver("ref/unknown", until: "2026-12-31")]).map(\.code) == ["schema/enum", "store/waiver-unused"])
  }

  @Test func aMisspeltWaiverIsToldWhatItMayMean() throws {
    let code = try found([waiver("schema/enumm", until: "2026-12-31")])
    #expect(code.map(\.code) == ["schema/enum", "store/waiver-unused"])
    #expect(code.last?.hint?.en == "did you mean `schema/enum`?")
    let bare = waiver("schema/enum", until: "2026-12-31").replacing("record: complaints/", with: "record: ")
    let record = try found([bare], priority: "high")
    #expect(record.map(\.short) == ["w0.yaml:2:9 ref/unknown"])
    #expect(record.first?.hint?.en == "did you mean `complaints/SKS-2603-7K3FQ2X`?")
  }

  @Test func whatCannotBeReadSafelyCannotBeWaived() throws {
    var changes: [String: String?] = [:]
    changes[lampFile] = .some(
      try City.text(lampFile).editing("priority: high", "priority: high\npriority: low"))
    changes["records/waivers/w0.yaml"] = .some(waiver("yaml/duplicate-key", until: "2026-12-31"))
    let found = try City.findings(changes)
    #expect(found.map(\.code) == ["yaml/duplicate-key", "store/waiver-unused"])
    #expect(found.last?.message.en.contains("cannot be waived") == true)
  }

  @Test func whatWasCommittedCannotBeWaived() throws {
    let found = try found([waiver("history/owned", until: "2026-12-31")])
    #expect(found.map(\.code) == ["schema/enum", "store/waiver-unused"])
    #expect(found.last?.message.en.contains("`history/owned` cannot be waived") == true)
    #expect(found.last?.hint?.en.contains("koja withdraw w0") == true)
  }

  @Test(arguments: ["2026-12-31", "2026-10-31"]) func aSecondWaiverIsToldOfTheFirst(_ until: String) throws {
    let found = try found([waiver("schema/enum", until: until), waiver("schema/enum", until: until)])
    let unused = found.first { $0.code == "store/waiver-unused" }
    #expect(unused?.message.en == "the `schema/enum` of its record has the waiver `w0` already")
    #expect(unused?.hint?.en.contains("koja withdraw w1") == true)
  }

  @Test func aRenewedWaiverCountsBeforeTheOneThatEnded() throws {
    let (ended, renewed) = (
      waiver("schema/enum", until: "2026-10-31"), waiver("schema/enum", until: "2026-12-31")
    )
    #expect(try found([ended, renewed]).map(\.short) == ["w0.yaml:1:7 store/waiver-unused"])
    #expect(try found([renewed, ended]).map(\.short) == ["w1.yaml:1:7 store/waiver-unused"])
  }

  @Test func aWithdrawnWaiverDoesNotCount() throws {
    let withdrawn = "withdrawn:\n  at: \"2026-10-01T09:00:00+07:00\"\n  by: rina-sari\n  reason: \"Selesai.\"\n"
    let text = waiver("schema/enum", until: "2026-12-31") + withdrawn
    #expect(try found([text]).map(\.code) == ["schema/enum"])
    #expect(try found([text], priority: "high") == [])
    let left = try found([waiver("schema/enum", until: "2026-12-31")], priority: "high")
    #expect(left.first?.hint?.en.contains("`koja withdraw w0 --reason") == true)
    #expect(try City.collection("waivers").allowsWithdrawal)
  }

  @Test func aWaiverForWhatWasNotLookedAtIsNotBlamed() throws {
    let text = waiver("schema/enum", until: "2026-12-31")
    #expect(try found([text], priority: "high", under: ["records/waivers"]) == [])
    #expect(try found([text], priority: "high", under: [lampFile]).map(\.code) == ["store/waiver-unused"])
  }

  @Test func aWaiverIsARecordLikeAnyOther() throws {
    let found = try found(["code: enum\nrecord: complaints/SKS-2603-7K3FQ2X\nreason: x\nuntil: besok\n"]).map(\.code)
    #expect(Set(found).isSuperset(of: ["schema/required", "schema/pattern", "schema/format", "schema/minLength"]))
  }
}
