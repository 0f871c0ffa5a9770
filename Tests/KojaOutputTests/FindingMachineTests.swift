import KojaModel
import KojaOutput
import Testing

@Suite struct FindingMachineTests {
  private let finding = Finding(
    "schema/enum", at: place(of: "salah", in: "# é\nstatus: salah\n", path: "records/a,b:c%.yaml"),
    Phrase(id: "`status` salah", en: "`status` is wrong, 100%"), hint: Phrase(id: "maksudnya?", en: "did you\nmean?"),
    details: [Phrase("one"), Phrase("two")], instancePath: "/status",
    related: [.init(Phrase("rule"), at: place(of: "e", in: "\ne", path: "s.yaml"))])

  private let json =
    #"{"path":"records/a,b:c%.yaml","line":2,"column":9,"endLine":2,"endColumn":14,"startByte":13,"endByte":18,"#
    + #""code":"schema/enum","severity":"error","message":"`status` salah","hint":"maksudnya?","details":["one","two"],"#
    + #""instancePath":"/status","schemaPath":null,"#
    + #""related":[{"message":"rule","path":"s.yaml","line":2,"column":1}]}"#

  @Test func jsonIsOneArrayWithTheKeysOfTheContract() {
    #expect(FindingFormat.json.render([finding], options(.id)) == "[\n  \(json)\n]\n")
    #expect(FindingFormat.json.render([finding, finding], options(.id)) == "[\n  \(json),\n  \(json)\n]\n")
    #expect(FindingFormat.json.render([], options()) == "[]\n")
  }

  @Test func jsonLinesAreOneFindingEach() {
    #expect(FindingFormat.jsonl.render([finding, finding], options(.id)) == "\(json)\n\(json)\n")
    #expect(FindingFormat.jsonl.render([], options()) == "")
  }

  @Test func githubCommandsAreEscaped() {
    #expect(
      FindingFormat.github.render([finding], options())
        == "::error file=records/a%2Cb%3Ac%25.yaml,line=2,col=9,endColumn=14,title=schema/enum"
        + "::`status` is wrong, 100%25%0Adid you%0Amean?%0Aone; two\n")
  }

  @Test func githubKnowsNoticesAndSeveralLines() {
    let note = Finding("yaml/x", .note, at: place(of: "a\nb", in: "a\nb"), Phrase("m"))
    #expect(
      FindingFormat.github.render([note], options()) == "::notice file=a.yaml,line=1,endLine=2,col=1,title=yaml/x::m\n")
  }

  @Test func sarifNamesRuleRegionAndRelatives() {
    let text = FindingFormat.sarif.render([finding], options())
    #expect(text.contains(#""uri": "records/a%2Cb%3Ac%25.yaml""#))
    #expect(text.contains(#""columnKind": "unicodeCodePoints""#))
    #expect(text.contains(#""ruleId": "schema/enum""#))
    #expect(text.contains(#""relatedLocations": ["#))
    #expect(text.contains(#""byteOffset": 13"#))
  }

  @Test func sarifDescribesItsRules() {
    let text = FindingFormat.sarif.render([finding], options(.id)) { code in
      RuleText(
        title: Phrase(id: "Judul \(code)", en: "Title"), meaning: Phrase(id: "Artinya.", en: "Meaning."),
        remedy: Phrase(id: "Jalan keluar.", en: "The way out."))
    }
    #expect(text.contains(#""text": "Judul schema/enum""#))
    for key in ["shortDescription", "fullDescription", "help"] { #expect(text.contains("\"\(key)\"")) }
    #expect(FindingFormat.sarif.render([finding], options()).contains("shortDescription") == false)
  }

  @Test func aFingerprintStaysWhenLinesMoveAndTellsEqualOnesApart() throws {
    func fingerprints(_ source: String) -> [String] {
      let one = Finding("schema/enum", at: place(of: "salah", in: source, path: "a.yaml"), Phrase("m"))
      let text = FindingFormat.sarif.render([one, one], options())
      return text.split(separator: "\n").filter { $0.contains("primaryLocationLineHash") }.map(String.init)
    }
    let before = fingerprints("status: salah\n")
    #expect(before.count == 2 && before[0] != before[1])
    #expect(before == fingerprints("# baru\nstatus:  salah\n"))
    #expect(before != fingerprints("state: salah\n"))
  }
}
