import KojaModel
import KojaOutput
import Testing

@Suite struct FindingTextTests {
  private let record = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  private func typo() -> Finding {
    let text = "id: SKS-2603-7K3FQ2X\ntitle: x\nstatus: aproved        # typo\n"
    let rule = place(
      of: "enum", in: String(repeating: "\n", count: 13) + "    enum: []\n", path: "schemas/permits/schema.yaml")
    return Finding(
      "schema/enum", at: place(of: "aproved", in: text, path: record),
      Phrase(id: "`status` tidak boleh \"aproved\"", en: "`status` cannot be \"aproved\""),
      hint: Phrase(id: "maksudnya `approved`?", en: "did you mean `approved`?"),
      details: [Phrase(id: "boleh: draft, submitted", en: "allowed: draft, submitted")],
      schemaPath: "schemas/permits/schema.yaml#/properties/status/enum",
      related: [.init(Phrase(id: "aturan", en: "rule"), at: rule)])
  }

  private func finding(_ piece: String, in text: String, hint: String? = nil) -> Finding {
    Finding("yaml/x", .warning, at: place(of: piece, in: text), Phrase("m"), hint: hint.map { Phrase($0) })
  }

  private func render(_ finding: Finding, width: Int? = 80) -> String {
    FindingFormat.text.render([finding], options(width: width))
  }

  @Test(arguments: [FindingFormat.text, .concise, .json, .jsonl, .github, .sarif])
  func aValueDoesNotRunOnForPages(format: FindingFormat) {
    let long = Finding(
      "ref/unknown", at: Place(file: "a.yaml"),
      Phrase("`unit` refers to `\(String(repeating: "x", count: 100_000))`, gone"))
    let text = format.render([long], options(width: 80))
    #expect(text.utf8.count < 2_000 && text.contains("gone"))
  }

  @Test func aFindingReadsAsInTheDesign() {
    #expect(
      FindingFormat.text.render([typo()], options()) == """
        \(record):3:9: error[schema/enum]: `status` cannot be "aproved"
          3 | status: aproved        # typo
            |         ^^^^^^^ did you mean `approved`?
            = allowed: draft, submitted
            = rule: schemas/permits/schema.yaml:14:5

        """)
  }

  @Test func itSpeaksIndonesian() {
    #expect(
      FindingFormat.text.render([typo()], options(.id)) == """
        \(record):3:9: kesalahan[schema/enum]: `status` tidak boleh "aproved"
          3 | status: aproved        # typo
            |         ^^^^^^^ maksudnya `approved`?
            = boleh: draft, submitted
            = aturan: schemas/permits/schema.yaml:14:5

        """)
  }

  @Test func conciseIsOneLine() {
    #expect(
      FindingFormat.concise.render([typo(), typo()], options())
        == String(repeating: "\(record):3:9: error[schema/enum]: `status` cannot be \"aproved\"\n", count: 2))
  }

  @Test func caretsStandUnderTheirCells() {
    #expect(
      render(finding("x", in: "\t名前: 👩‍🚒 x # e\u{301}")) == """
        a.yaml:1:10: warning[yaml/x]: m
          1 |     名前: 👩‍🚒 x # é
            |              ^

        """)
    #expect(
      render(finding("名前", in: "a: 名前")) == """
        a.yaml:1:4: warning[yaml/x]: m
          1 | a: 名前
            |    ^^^^

        """)
  }

  @Test func aTabReachesTheNextStop() {
    #expect(render(finding("x", in: "ab\tx")).contains("  1 | ab  x\n    |     ^\n"))
  }

  @Test func controlCharactersAreShownAndCounted() {
    let text = render(finding("x", in: "a: \u{1B}[31m x"))
    #expect(text.contains("  1 | a: \\x1b[31m x\n    |             ^\n"))
  }

  @Test func aPlaceInsideACharacterPointsAtTheWholeOfIt() {
    #expect(render(finding("\u{301}", in: "ae\u{301}b")).contains("    |  ^\n"))
  }

  @Test func severalLinesAreUnderlinedToTheEndOfTheFirst() {
    #expect(
      render(finding("|  \n  a\n  b", in: "text: |  \n  a\n  b\nx: 1\n", hint: "why")) == """
        a.yaml:1:7: warning[yaml/x]: m
          1 | text: |\("  ")
            |       ^ why

        """)
  }

  @Test func anEmptyPlaceHasOneCaret() {
    let text = "status:\n"
    let place = LineTable(Array(text.utf8)).place(7..<7, in: "a.yaml")
    let finding = Finding("schema/type", at: place, Phrase("m"))
    #expect(render(finding).contains("  1 | status:\n    |        ^\n"))
    let end = LineTable([]).place(0..<0, in: "a.yaml")
    #expect(render(Finding("yaml/empty", at: end, Phrase("m"))).hasSuffix("  1 |\n    | ^\n"))
  }

  @Test func theGutterGrowsWithTheLineNumber() {
    let text = String(repeating: "\n", count: 1233) + "a: b\n"
    #expect(
      render(finding("b", in: text)) == """
        a.yaml:1234:4: warning[yaml/x]: m
          1234 | a: b
               |    ^

        """)
  }

  @Test func aPlaceWithoutExcerptKeepsItsHint() {
    let finding = Finding(
      "store/place", .note, at: Place(file: "records/x y.yaml"), Phrase("m"), hint: Phrase("move it"),
      schemaPath: "schemas/x.yaml#/type")
    #expect(
      render(finding) == """
        records/x y.yaml:1:1: note[store/place]: m
           = move it
           = rule: schemas/x.yaml#/type

        """)
  }

  @Test func aLongLineIsCutToTheWidth() throws {
    let line = String(repeating: "é", count: 500) + "X" + String(repeating: "b", count: 500)
    for width in [27, 40, 80, 200] {
      let lines = render(finding("X", in: line, hint: "did you mean that?"), width: width).split(separator: "\n")
      try #require(lines.count >= 3)
      #expect(lines[1...2].allSatisfy { Cells.width($0) <= width })
      #expect(lines[1].prefix { $0 != "X" }.count == lines[2].prefix { $0 != "^" }.count)
      #expect(lines[1].hasPrefix("  1 | …"))
      #expect(lines[1].hasSuffix("…"))
    }
  }

  @Test func aHintThatDoesNotFitBesideTheCaretStandsBelow() {
    #expect(
      render(finding("b", in: "a: b", hint: "a rather long hint"), width: 24) == """
        a.yaml:1:4: warning[yaml/x]: m
          1 | a: b
            |    ^
            = a rather long hint

        """)
  }

  @Test func detailsAndHintsWrapAndCommandsStayWhole() {
    var finding = finding("b", in: "a: b", hint: "a hint that says `koja do it` and more")
    finding.details = [Phrase("allowed: draft (Draft), submitted (Submitted)")]
    finding.schemaPath = "schemas/permits/schema.yaml#/properties/status"
    #expect(
      render(finding, width: 32) == """
        a.yaml:1:4: warning[yaml/x]: m
          1 | a: b
            |    ^
            = a hint that says
              `koja do it` and more
            = allowed: draft (Draft),
              submitted (Submitted)
            = rule: schemas/permits/schema.yaml#/properties/status

        """)
  }

  @Test func nothingFromARecordReachesTheTerminalRaw() {
    let evil = "\u{1B}]0;x\u{7}\u{202E}\n"
    var finding = finding("x", in: "x\u{1B}[2J", hint: evil)
    finding.message = Phrase(evil)
    finding.place.path = evil
    finding.code = evil
    finding.details = [Phrase(evil)]
    finding.schemaPath = evil
    finding.related = [.init(Phrase(evil), at: finding.place)]
    for format in FindingFormat.allCases {
      let text = format.render([finding], options(terminal: true))
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || [0x7F, 0x202E].contains($0.value) })
    }
    #expect(FindingFormat.concise.render([finding], options()).split(separator: "\n").count == 1)
    #expect(FindingFormat.github.render([finding], options()).split(separator: "\n").count == 1)
  }

  @Test func coloursOnlyWrap() {
    let coloured = FindingFormat.text.render([typo()], options(colour: true))
    #expect(coloured.contains("\u{1B}[1;31m^^^^^^^\u{1B}[0m did you mean"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == FindingFormat.text.render([typo()], options()))
  }
}
