import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// A small change of a shipped record, and everything that a check must say about it.
struct Fault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let path: String
  let edits: [(old: String, new: String)]
  let expected: [String]

  init(_ name: String, _ path: String, _ edits: [(old: String, new: String)], _ expected: [String]) {
    testDescription = name
    self.path = "records/\(path).yaml"
    self.edits = edits
    self.expected = expected
  }

  /// The changed text.
  func text() throws -> String {
    try edits.reduce(try City.text(path)) { try $0.editing($1.old, $1.new, in: path) }
  }
}

private let lamp = "complaints/2026/03/SKS-2603-7K3FQ2X"
private let new = "complaints/2026/07/SKS-2607-VB0K8D0"
private let refused = "complaints/2026/06/SKS-2606-E3PD5NJ"
private let answered = "complaints/2026/05/SKS-2605-M1YS944"
private let letter = "letters/2026/07/SRT-2607-X2M9CHJ"
private let claim = "numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003"
private let lampEnd = "    note: \"Lampu di tiga tiang mati.\"\n"
private let answeredEnd = "    at: \"2026-05-05T09:40:00+07:00\"\n    by: siti-marlina\n"

/// An entry of a timeline on one line.
private func entry(_ action: String, _ at: String, _ more: String = "") -> String {
  "  - {action: \(action), at: \"\(at):00+07:00\", by: rina-sari\(more)}\n"
}

@Suite struct FaultTests {
  /// Faults that one record shows by itself.
  static let within = [
    Fault(
      "a value that the schema does not list", lamp, [("class: complaint", "class: complain")], ["2:8 schema/enum"]),
    Fault("a code without quotes", lamp, [("\"15.71.01.1004\"", "15.71")], ["15:9 schema/type"]),
    Fault("a key twice", lamp, [("priority: high", "priority: high\npriority: low")], ["28:1 yaml/duplicate-key"]),
    Fault("a link to nothing", lamp, [("category: lampu-jalan", "category: lampu-jlan")], ["3:11 ref/unknown"]),
    Fault(
      "an action that the workflow does not know", lamp, [(lampEnd, lampEnd + entry("respon", "2026-03-17T08:00"))],
      ["43:14 workflow/unknown-action"]),
    Fault(
      "an action by its label", lamp, [(lampEnd, lampEnd + entry("tanggapi", "2026-03-17T08:00"))],
      ["43:14 workflow/unknown-action"]),
    Fault(
      "an action from the wrong state", lamp, [("action: verify", "action: start")], ["35:13 workflow/illegal-action"]),
    Fault(
      "a beginning that is none", new,
      [("action: receive", "action: verify"), ("status: received", "status: verified")],
      ["15:13 workflow/illegal-action"]),
    Fault(
      "an action for other records", letter,
      [("action: receive", "action: draft"), ("status: received", "status: draft")], ["17:13 workflow/guard"]),
    Fault(
      "a key that does not belong in an entry", lamp, [("    unit: perkim\n", "    unti: perkim\n")],
      ["41:5 workflow/entry"]),
    Fault("an entry in the future", lamp, [("2026-03-16T08:20:00", "2027-03-16T08:20:00")], ["39:9 workflow/time"]),
    Fault(
      "an entry before the one before it", lamp, [("2026-03-16T08:20:00", "2026-03-16T08:00:00")],
      ["39:9 workflow/time"]),
    Fault("no reason where one is needed", refused, [("    reason: no-evidence\n", "")], ["22:13 workflow/reason"]),
    Fault(
      "a reason that is none", refused, [("reason: no-evidence", "reason: no-evidance")], ["25:13 workflow/reason"]),
    Fault(
      "an action after its time", answered,
      [("status: resolved", "status: assigned"), (answeredEnd, answeredEnd + entry("reopen", "2026-06-30T08:00"))],
      ["16:11 workflow/field", "34:26 workflow/late"]),
    Fault(
      "an officer who is none", lamp, [("by: rina-sari\n    unit", "by: rina-sary\n    unit")],
      ["40:9 workflow/officer"]),
    Fault(
      "a status that the timeline does not lead to", lamp, [("status: assigned", "status: scheduled")],
      ["30:9 workflow/status"]),
    Fault("an owned field changed by hand", lamp, [("\nunit: perkim\n", "\nunit: dlh\n")], ["28:7 workflow/field"]),
    Fault("a field missing after its action", lamp, [("\nunit: perkim\n", "\n")], ["37:13 workflow/requires"]),
    Fault("a key below the timeline", lamp, [(lampEnd, lampEnd + "rating: 4\n")], ["31:1 workflow/not-last"]),
  ]

  @Test(arguments: within) func aSmallChangeOfARecordIsFoundAtItsPlaceAndNothingElse(_ fault: Fault) throws {
    let found = try City.findings([fault.path: try fault.text()], under: [fault.path])
    #expect(found.map { "\($0.place.start.line):\($0.place.start.column) \($0.code)" } == fault.expected)
    #expect(found.allSatisfy { $0.place.path == fault.path })
    #expect(found.allSatisfy { !$0.message.id.isEmpty && !$0.message.en.isEmpty })
  }

  /// Faults between records; both ends are looked at.
  static let between = [
    Fault(
      "a unit that had closed", "units/dishub", [("source:", "valid_to: \"2025-12-31\"\nsource:")],
      ["SKS-2607-J8GE3V5.yaml:17:7 ref/not-in-force", "SRT-2606-5TB0QXK.yaml:9:11 ref/not-in-force"]),
    Fault("a unique value twice", "units/dishub", [("short: ", "short: PERKIM # ")], ["perkim.yaml:2:8 unique/double"]),
    Fault(
      "a claim for another record", claim, [("SRT-2606-7RJ5TEH", "SRT-2603-Q0F6NB8")],
      ["SRT-2606-7RJ5TEH.yaml:9:16 number/stolen", "agenda-masuk-2026-000003.yaml:6:9 number/orphan"]),
    Fault(
      "a number typed by hand", "letters/2026/06/SRT-2606-7RJ5TEH",
      [("agenda_number: \"3/2026\"", "agenda_number: \"9/2026\"")],
      ["SRT-2606-7RJ5TEH.yaml:9:16 number/unclaimed", "agenda-masuk-2026-000003.yaml:6:9 number/orphan"]),
    Fault(
      "a number that another letter has", "letters/2026/06/SRT-2606-7RJ5TEH",
      [("agenda_number: \"3/2026\"", "agenda_number: \"4/2026\"")],
      [
        "SRT-2606-7RJ5TEH.yaml:9:16 number/stolen", "SRT-2607-X2M9CHJ.yaml:9:16 unique/double",
        "agenda-masuk-2026-000003.yaml:6:9 number/orphan",
      ]),
    Fault("another serial", claim, [("serial: 3", "serial: 5")], ["agenda-masuk-2026-000003.yaml:4:9 number/id"]),
  ]

  @Test(arguments: between) func aSmallChangeBetweenRecordsIsFoundAtItsPlaceAndNothingElse(_ fault: Fault) throws {
    #expect(try City.findings([fault.path: try fault.text()]).map(\.short) == fault.expected)
  }

  @Test func twoClaimsOfOneNumberAreADouble() throws {
    let second = "records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000005.yaml"
    let text = try City.text("records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000004.yaml")
    let found = try City.findings([second: try text.editing("serial: 4", "serial: 5")])
    #expect(found.map(\.short) == ["agenda-masuk-2026-000005.yaml:5:9 number/double"])
    #expect(found.first?.related.first?.place.path.hasSuffix("agenda-masuk-2026-000004.yaml") == true)
  }

  @Test func aNumberWithoutItsClaimIsUnclaimed() throws {
    let found = try City.findings(["records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000004.yaml": nil])
    #expect(found.map(\.short) == ["SRT-2607-X2M9CHJ.yaml:9:16 number/unclaimed"])
  }

  @Test func aVoidNumberStaysAndFillsItsPlace() throws {
    let claim = "records/numbers/surat-keluar/2026/000/surat-keluar-2026-000002.yaml"
    #expect(try City.text(claim).contains("void:"))
    #expect(try City.findings([claim: nil]).map(\.code).sorted() == ["number/gap", "number/unclaimed"])
  }

  @Test func findingsBetweenRecordsAreToldWhenEitherEndIsChosen() throws {
    let fault = Self.between[2]
    let changes = [fault.path: try fault.text()]
    #expect(try City.findings(changes, under: [fault.path]).map(\.code).contains("number/orphan"))
    let found = try City.findings(changes, under: ["records/letters/2026/06"])
    #expect(found.map(\.short) == ["SRT-2606-7RJ5TEH.yaml:9:16 number/stolen"])
    #expect(try City.findings(changes, under: ["records/units"]).isEmpty)
  }

  // MARK: One fault, one finding

  @Test func anUnknownActionInTheMiddleIsNotFollowedByOthers() throws {
    let fault = Fault("", lamp, [("action: verify", "action: verifikasi")], [])
    let found = try City.findings([fault.path: try fault.text()], under: [fault.path]).map(\.code)
    #expect(found == ["workflow/unknown-action"])
  }

  static let missing = [
    Fault("no time", lamp, [("    at: \"2026-03-16T08:20:00+07:00\"\n", "")], []),
    Fault("no officer", lamp, [("    by: rina-sari\n    unit", "    unit")], []),
    Fault(
      "no timeline", new,
      [
        (
          "timeline:\n  - action: receive\n    at: \"2026-07-27T09:25:00+07:00\"\n    by: rina-sari\n    entered_by: siti-marlina\n",
          ""
        )
      ], []),
  ]

  @Test(arguments: missing) func whatIsMissingInATimelineIsSaidOnce(_ fault: Fault) throws {
    let found = try City.findings([fault.path: try fault.text()], under: [fault.path]).map(\.code)
    #expect(found.count == 1)
  }

  @Test func aRecordThatCannotBeReadDoesNotOrphanItsNumber() throws {
    let fault = Fault("", "letters/2026/06/SRT-2606-7RJ5TEH", [("urgency: urgent", "<<<<<<< HEAD")], [])
    let found = try City.findings([fault.path: try fault.text()]).map(\.short)
    #expect(found == ["SRT-2606-7RJ5TEH.yaml:13:1 yaml/conflict"])
  }

  @Test func aClaimThatContradictsItsOwnIdIsFoundAtTheKey() throws {
    let fault = Fault("", claim, [("year: 2026", "year: 2025")], [])
    let found = try City.findings([fault.path: try fault.text()]).map(\.short)
    #expect(found == ["agenda-masuk-2026-000003.yaml:3:7 number/id"])
  }
}
