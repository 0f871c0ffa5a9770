import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// A slip of syntax hides nothing of the rest, and nothing is made up about it.
@Suite struct PatchedReadingTests {
  private func found(_ edits: [(String, String)]) throws -> [Finding] {
    try City.findings([lamp: edits.reduce(try City.text(lamp)) { text, edit in try text.editing(edit.0, edit.1) }])
  }

  @Test func whoMadeSixMistakesSeesSixFindingsAtTheirPlaces() throws {
    let findings = try found([
      ("\nclass: complaint", "\nclas: complaint"),
      ("summary: \"Lampu jalan padam di tiga tiang, Telanaipura\"", "summary: Lampu: padam di tiga tiang"),
      ("priority: high", "priority: tinggi"), ("\nunit: perkim\n", "\nunit: perkm\n"),
      ("sample: true", "sample: yes"), ("action: verify", "action: verifi"),
    ])
    #expect(
      findings.map(\.short) == [
        "SKS-2603-7K3FQ2X.yaml:2:1 schema/additionalProperties", "SKS-2603-7K3FQ2X.yaml:9:15 yaml/syntax",
        "SKS-2603-7K3FQ2X.yaml:27:11 schema/enum", "SKS-2603-7K3FQ2X.yaml:28:7 ref/unknown",
        "SKS-2603-7K3FQ2X.yaml:29:9 schema/type", "SKS-2603-7K3FQ2X.yaml:35:13 workflow/unknown-action",
      ])
    #expect(findings.allSatisfy { $0.hint != nil && $0.fix != nil })
  }

  /// Of a line without a repair the value is left out: what follows from that is not told.
  @Test(arguments: ["summary: @lampu", "summary: `lampu`", "summary: \"lampu\" padam"])
  func theLineOfASlipIsToldOnce(line: String) throws {
    let findings = try found([
      ("summary: \"Lampu jalan padam di tiga tiang, Telanaipura\"", line), ("priority: high", "priority: tinggi"),
    ])
    #expect(findings.map(\.code) == ["yaml/syntax", "schema/enum"])
  }

  @Test func severalSlipsOfSyntaxAreAllTold() throws {
    let findings = try found([
      ("summary: \"Lampu jalan padam di tiga tiang, Telanaipura\"", "summary: @lampu"),
      ("text: \"Depan sekolah, Kelurahan Telanaipura\"", "text: Depan: sekolah"),
      ("note: \"Lampu di tiga tiang mati.\"", "note: `mati`"),
    ])
    #expect(
      findings.map { "\($0.place.start.line) \($0.code)" } == ["9 yaml/syntax", "14 yaml/syntax", "42 yaml/syntax"])
  }

  /// What is missing, or does not go together, may be what the slip is about.
  @Test func nothingIsMadeUpAboutWhatTheSlipHides() throws {
    let findings = try found([
      ("class: complaint\ncategory: lampu-jalan", "class: complaint category: lampu-jalan"),
      ("status: assigned", "status: @assigned"),
    ])
    #expect(findings.map(\.code) == ["yaml/syntax", "yaml/syntax"])
  }
}

/// Where several have the name that was typed, all are named and none is taken.
@Suite struct NamesakeTests {
  @Test func peopleOfOneNameAreAllNamed() throws {
    let other = try City.text("records/officers/rina-sari.yaml").editing(
      "rina.sari@jambi.example", "rina.dua@jambi.example")
    let finding = try #require(
      try City.findings([
        "records/officers/rina-sari-2.yaml": other,
        lamp: .some(City.text(lamp).replacing("by: rina-sari", with: "by: Rina Sari")),
      ]).first { $0.code == "workflow/officer" })
    #expect(finding.hint?.en == "did you mean `rina-sari` or `rina-sari-2`?")
    #expect(finding.fix == nil)
  }
}

/// What an entry of the timeline says of a field is judged as the field is, also where a later entry says otherwise.
@Suite struct TimelineValueTests {
  private func found(_ old: String, _ new: String) throws -> [Finding] {
    try City.findings([lamp: .some(City.text(lamp).editing(old, new))])
  }

  @Test(arguments: [("perkm", "ref/unknown"), ("12", "schema/type")])
  func aValueThatTheFieldCouldNotHaveIsToldWhereItStands(value: String, code: String) throws {
    let findings = try found("    unit: perkim\n", "    unit: \(value)\n")
    #expect(findings.map(\.code) == [code])
    #expect(findings.first?.place.start.line == 41)
  }

  @Test func anEarlierEntryIsJudgedToo() throws {
    let again =
      "    unit: perkm\n  - action: assign\n    at: \"2026-03-16T08:30:00+07:00\"\n    by: rina-sari\n    unit: perkim\n"
    let findings = try found("    unit: perkim\n", again)
    #expect(findings.map { "\($0.place.start.line) \($0.code)" }.contains("41 ref/unknown"))
  }
}

/// No finding shows what is closed, whoever found it.
@Suite struct FindingVeilTests {
  private func told(_ old: String, _ new: String) throws -> [Finding] {
    try City.findings([lamp: .some(City.text(lamp).editing(old, new))])
  }

  private func all(_ findings: [Finding]) -> String {
    var text = ""
    for finding in findings {
      for phrase in [finding.message] + finding.details + (finding.hint.map { [$0] } ?? []) {
        text += phrase.id + phrase.en
      }
      for place in [finding.place] + finding.related.map(\.place) { text += place.excerpt?.text ?? "" }
    }
    return text
  }

  @Test(arguments: [
    "person: 0812345", "person: ORG-1\n  person: 0812345", "person: Budi: 0812345", "person: Budi #0812345",
    "person: \"0812345\u{200B}\"", "person: [0812345", "person:\n    0812345: x", "person: {0812345}",
  ])
  func theValueOfAClosedFieldIsInNoFinding(line: String) throws {
    let findings = try told("person: \"ORG-3F7K9Q2M\"", line)
    #expect(!findings.isEmpty)
    #expect(!all(findings).contains("0812345"), "\(all(findings))")
  }

  @Test(arguments: ["text: 1571010101010001", "text: \"1571010101010001 \\q\""])
  func aNumberThatTellsWhoSomebodyIsIsInNoFinding(line: String) throws {
    let findings = try told("text: \"Depan sekolah, Kelurahan Telanaipura\"", line)
    #expect(!findings.isEmpty)
    if line.contains("\\q") { return }
    #expect(findings.contains { $0.code == "privacy/nik" })
    #expect(!all(findings).contains("1571010101010001"), "\(all(findings))")
  }
}
