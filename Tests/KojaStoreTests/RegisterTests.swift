import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let permit = "IZN-2607-C4ZQ9WM"
private let book = "records/registers/permohonan.yaml"
private let seventh = "records/numbers/permohonan/2026/000/permohonan-2026-000007.yaml"

/// Numbers that are out of the ordinary, and registers that count otherwise.
@Suite struct RegisterTests {
  /// A store whose last application number is of the 30th of July.
  private func store(_ register: String = "") throws -> ChangeStore {
    let store = try ChangeStore()
    try store.scratch.edit(seventh, "2026-07-27T08:55", "2026-07-30T08:55")
    if !register.isEmpty { try store.scratch.edit(book, "restart: yearly\n", "restart: yearly\n\(register)\n") }
    try store.scratch.git(["commit", "-qam", "Persiapan"])
    return store
  }

  private let earlier = Timestamp("2026-07-29T10:00:00+07:00")

  @Test func aNumberOfAnEarlierDaySaysWhy() throws {
    let store = try store()
    try store.act("complete", permit, note: "Surat tercecer.", at: earlier, as: .lestari)
    let claim = try store.scratch.text("records/numbers/permohonan/2026/000/permohonan-2026-000008.yaml")
    #expect(claim.contains("claimed_at: \"2026-07-29T10:00:00+07:00\"\nreason: \"Surat tercecer.\"\n"), "\(claim)")
    #expect(try store.findings() == [])
  }

  @Test func orIsRefusedByTheRegister() throws {
    let store = try store("backdated: refused")
    let failure = #expect(throws: Failure.self) {
      try store.act("complete", permit, note: "Surat tercecer.", at: earlier, as: .lestari)
    }
    #expect(failure?.kind == .findings)
    #expect(failure?.hint?.en.contains("--insert-after") == true)
    #expect(try store.scratch.status() == [])
  }

  private func insert(_ store: ChangeStore, after number: String, note: String? = "Sisipan.") throws -> String {
    try store.change(permit, as: .lestari) { desk, record in
      try desk.act("complete", on: record, ActionDetails(note: note, after: number))
    }
  }

  @Test(arguments: ["5", "5/2026", "permohonan-2026-000005"]) func aNumberIsPutInBehindAnother(_ number: String) throws
  {
    let store = try store()
    _ = try insert(store, after: number)
    let claim = try store.scratch.text("records/numbers/permohonan/2026/000/permohonan-2026-000005-a.yaml")
    #expect(
      claim.contains("serial: 5\nsuffix: a\nnumber: \"5a/2026\"\n") && claim.contains("\nreason: \"Sisipan.\"\n"),
      "\(claim)")
    #expect(
      try store.scratch.text("records/permits/2026/07/\(permit).yaml").contains("application_number: \"5a/2026\""))
    #expect(try store.findings() == [])
  }

  @Test func aLetterThatWasNotMeantIsTold() throws {
    let store = try store()
    let others = "records/numbers/permohonan/2026/000/permohonan-2026-000005"
    for letter in ["a", "b"] {
      let text = try store.scratch.text("\(others).yaml").editing("serial: 5\n", "serial: 5\nsuffix: \(letter)\n")
        .editing("number: \"5/2026\"", "number: \"5\(letter)/2026\"")
      try store.scratch.folder.write(text + "reason: Sisipan.\n", to: "\(others)-\(letter).yaml")
    }
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-qm", "Sisipan"])
    _ = try store.change(permit, as: .lestari) { desk, record in
      let change = try desk.act("complete", on: record, ActionDetails(note: "Sisipan.", after: "5a"))
      #expect(change.findings.map(\.message.en).contains("this number is 5c, for 5b is taken"))
      return change
    }
  }

  @Test func theNextLetterNeedsNoWord() throws {
    let store = try store()
    _ = try store.change(permit, as: .lestari) { desk, record in
      let change = try desk.act("complete", on: record, ActionDetails(note: "Sisipan.", after: "5"))
      #expect(change.findings.isEmpty)
      return change
    }
  }

  @Test(arguments: ["serial:0", "serial:x", "serial:", "year:13"]) func aWidthIsANumber(_ written: String) throws {
    let pattern = written.hasPrefix("serial") ? "{\(written)}/{year}" : "{serial}/{\(written)}"
    let found = try City.findings([book: try City.text(book).editing("{serial}/{year}", pattern)])
    #expect(found.map(\.code) == ["number/register"])
    #expect(found.first?.message.en == "the width in `{\(written)}` is not 1 to 12")
    #expect(try City.findings([book: try City.text(book).editing("{serial}/{year}", "{serial:1}/{year}")]).isEmpty)
  }

  @Test func anInsertionNeedsANumberAReasonAndARegisterThatAllowsIt() throws {
    let store = try store()
    func refusal(_ store: ChangeStore, _ number: String, _ note: String? = "Sisipan.") -> String? {
      #expect(throws: Failure.self) { try insert(store, after: number, note: note) }?.message.en
    }
    #expect(refusal(store, "99") == "there is no number `99` in the register `permohonan` 2026")
    #expect(refusal(store, "5", nil) == "an inserted number needs an explanation")
    #expect(try refusal(self.store("inserted: refused"), "5") == "`permohonan` inserts no numbers")
    let other = #expect(throws: Failure.self) {
      try store.change(permit, as: .lestari) { desk, record in
        try desk.act("return", on: record, ActionDetails(note: "x", reason: "unreadable", after: "5"))
      }
    }
    #expect(other?.kind == .usage)
    #expect(try store.scratch.status() == [])
  }

  @Test func serialsAreCountedByKindOrForAllOrForEver() throws {
    for (change, claim, number) in [
      ("scope: register-kind\nkind_field: purpose", "permohonan-new-2026-000001", "1/new"),
      ("scope: all", "all-2026-000001", "1/new"),
    ] {
      let store = try ChangeStore()
      try store.scratch.edit(book, "scope: register", change)
      try store.scratch.edit(book, "{serial}/{year}", "{serial}/{purpose}")
      try store.scratch.git(["commit", "-qam", "Lingkup"])
      try store.act("complete", permit, as: .lestari)
      let series = claim.splitting(at: "-2026-")[0]
      let text = try store.scratch.text("records/numbers/\(series)/2026/000/\(claim).yaml")
      #expect(text.hasPrefix("register: permohonan\nyear: 2026\nserial: 1\nnumber: \"\(number)\"\n"), "\(text)")
      // The claims of the former scope lie where the register no longer looks; the new one is right.
      #expect(try !store.findings().contains { $0.hasPrefix(claim) })
    }
    let store = try ChangeStore()
    try store.scratch.edit(book, "restart: yearly", "restart: never")
    try store.scratch.edit(book, "{serial}/{year}", "{serial}")
    try store.scratch.git(["commit", "-qam", "Terus"])
    try store.act("complete", permit, as: .lestari)
    let text = try store.scratch.text("records/numbers/permohonan/0000/000/permohonan-0000-000001.yaml")
    #expect(text.contains("\nyear: 0\nserial: 1\n"))
    #expect(try !store.findings().contains { $0.hasPrefix("permohonan-0000") })
  }

  @Test func theYearIsThatOfTheActOrOfTheRecord() throws {
    let store = try store("dated_by: valid_from")
    let failure = #expect(throws: Failure.self) { try store.act("complete", permit, as: .lestari) }
    #expect(failure?.message.en.contains("valid_from") == true)
    let file = "records/permits/2026/07/\(permit).yaml"
    try store.scratch.edit(file, "sample: true\n", "sample: true\nvalid_from: \"2027-01-04\"\n")
    try store.scratch.git(["commit", "-qam", "Tahun depan"])
    try store.act("complete", permit, as: .lestari)
    let claim = try store.scratch.text("records/numbers/permohonan/2027/000/permohonan-2027-000001.yaml")
    #expect(claim.contains("number: \"1/2027\"") && claim.contains("claimed_at: \"2026-08-01"))
    #expect(try !store.findings().contains { $0.hasSuffix("number/year") && $0.hasPrefix(permit) })
    try store.scratch.edit(file, "2027-01-04", "2028-01-04")
    #expect(try store.findings().contains { $0.hasSuffix("number/year") && $0.hasPrefix(permit) })
  }

  // MARK: What the check sees

  private func found(_ changes: [String: String?]) throws -> [String] { try City.findings(changes).map(\.short) }

  @Test func aLaterNumberOfAnEarlierDayIsAWarning() throws {
    let text = try City.text(seventh).editing("2026-07-27T08:55", "2026-01-05T08:55")
    let found = try City.findings([seventh: text])
    #expect(found.map(\.short) == ["permohonan-2026-000007.yaml:9:13 number/order"])
    #expect(found.first?.severity == .warning && found.first?.related.count == 1)
    #expect(try self.found([seventh: text + "reason: Tercecer.\n"]) == [])
  }

  @Test func aNumberIsOfTheYearInWhichItWasClaimed() throws {
    // These are of the future, too.
    let both = ["permohonan-2026-000007.yaml:9:13 schema/future", "permohonan-2026-000007.yaml:9:13 number/year"]
    let next = try City.text(seventh).editing("2026-07-27T08:55:00+07:00", "2027-01-01T00:30:00+07:00")
    #expect(try Set(found([seventh: next])) == Set(both))
    // The same year at the office, though it was the other one in Greenwich.
    let office = try City.text(seventh).editing("2026-07-27T08:55:00+07:00", "2026-12-31T20:00:00Z")
    #expect(try Set(found([seventh: office])) == Set(both))
  }

  @Test func anInsertedNumberMustSayWhyAndFillsNoGap() throws {
    let last = seventh.splitting(at: "000007")
    let path = last[0] + "000006-a" + last[1]
    let other = try City.text(seventh).editing(
      "serial: 7\nnumber: \"7/2026\"", "serial: 6\nsuffix: a\nnumber: \"6a/2026\"")
    #expect(
      try found([path: other]) == [
        "permohonan-2026-000006-a.yaml:5:9 number/inserted", "permohonan-2026-000006-a.yaml:7:9 number/orphan",
      ])
    let void = other + "reason: Sisipan.\nvoid: {at: \"2026-07-28T08:00:00+07:00\", by: rina-sari, reason: Keliru.}\n"
    #expect(try found([path: void]) == [])
    #expect(try found([path: void.editing("suffix: a\n", "")]).contains { $0.hasSuffix("number/id") })
    #expect(try found([path: void, last[0] + "000006" + last[1]: nil]).contains { $0.hasSuffix("number/gap") })
  }

  @Test func aRegisterNamesWhatIsThere() throws {
    for (old, new, line) in [
      ("collection: permits", "collection: permit", "4:13"),
      ("field: application_number", "field: aplication_number", "5:8"),
      ("{serial}/{year}", "{serial}/{unit.shrot}", "6:10"), ("{serial}/{year}", "{year}", "6:10"),
    ] {
      let found = try City.findings([book: City.text(book).editing(old, new)]).map(\.short)
      #expect(
        found.first { $0.hasSuffix("number/register") } == "permohonan.yaml:\(line) number/register", "\(new): \(found)"
      )
    }
  }
}
