import KojaModel
import Testing

@testable import KojaYAML

@Suite struct FindingTests {
  @Test(arguments: [
    ("yaml/control", "a: x«\u{7}»y\n"),
    ("yaml/control", "a: é«\u{80}»y\n"),
    ("yaml/line-break", "a: x«\r»b: y\n"),
    ("yaml/line-break", "a: é«\u{85}»b: y\n"),
    ("yaml/line-break", "a: x«\u{2028}»b: y\n"),
    ("yaml/line-break", "a: x«\u{2029}»b: y\n"),
    ("yaml/bidi", "a: x«\u{202E}»y\n"),
    ("yaml/bidi", "a: x«\u{2066}»y\n"),
    ("yaml/damaged", "a: x«\0»y\n"),
    ("yaml/conflict", "a: 1\n«<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x»\nc: 1\n<<<<<<< HEAD\n>>>>>>> y\n"),
    ("yaml/duplicate-key", "\u{FEFF}é: 1\nb: 2\n«\"\\xE9\"»: 3\n"),
    ("yaml/duplicate-key", "- {a: 1, b: 2, «a»: {c: 4}, d: 5}\n"),
    ("yaml/anchor", "a: «&x» 1\n"),
    ("yaml/alias", "a: «*x»\n"),
    ("yaml/tag", "a: «!!str» 1\n"),
    ("yaml/tag", "a: «!» 12\n"),
    ("yaml/merge-key", "a: 1\n«<<»: {b: 1}\n"),
    ("yaml/documents", "a: 1\n«---»\nb: 2\n"),
    ("yaml/key", "? «[»a]\n: 1\nb: 2\n"),
    ("yaml/key", "«2026»: 1\n"),
    ("yaml/key", "«null»: 1\n"),
    ("yaml/leading-zero", "a: «0123»\n"),
    ("yaml/leading-zero", "a: é\nb: [1, «08123456789»]\n"),
    ("yaml/leading-zero", "a: «00»\n"),
    ("yaml/not-finite", "a: «.inf»\n"),
    ("yaml/not-finite", "a: «-.Inf»\n"),
    ("yaml/not-finite", "a: «.NaN»\n"),
    ("yaml/not-finite", "a: «1e400»\n"),
    ("yaml/ambiguous", "a: «NO»\n"),
    ("yaml/ambiguous", "- «y»\n"),
    ("yaml/ambiguous", "a: {b: «Off»}\n"),
    ("yaml/text-lost", "a: Gang 3 «#12»  \r\nb: 1\n"),
    ("yaml/ambiguous", "a: «1e3»\n"),
    ("yaml/ambiguous", "a: «1.5e3»\n"),
    ("yaml/ambiguous", "a: [«-.5»]\n"),
    ("yaml/text-lost", "a: Gang 3\n  «#12»\nb: 1\n"),
    ("yaml/text-lost", "a: {nama: Jalan A, «Blok B»}\n"),
    ("yaml/text-lost", "a: {b«:»1}\n"),
    ("yaml/text-lost", "a: {«12:5»}\n"),
    ("yaml/syntax", "a: \"x\"«#»y\n"),
    ("yaml/syntax", "é: «\"»x\nb: 1\n"),
    ("yaml/syntax", "a:\n«\t»b: 1\n"),
    ("yaml/syntax", "a: Perihal«:» undangan\n"),
    ("yaml/syntax", "a: 1\n b«:» 2\n"),
    ("yaml/syntax", "a: 'it'«s»'\n"),
    ("yaml/syntax", "a: | «x»\n  y\n"),
    ("yaml/syntax", "a: «@»budi\n"),
    ("yaml/syntax", "a: «[»1, 2\n"),
    ("yaml/syntax", "a: 1\n«b»\nc: 2\n"),
    ("yaml/syntax", "a: \"x\" «y»\nb: 1\n"),
    ("yaml/syntax", "a:\n  - x\n «b»: 1\n"),
  ]) func everythingWrongIsFoundAtItsPlace(code: String, text: String) throws {
    let marked = Marked(text)
    let reading = YAMLReader.read(marked.bytes, path: "r.yaml")
    let finding = try #require(reading.findings.first)
    #expect(finding.code == code)
    #expect(finding.place.bytes == marked.range, "\(finding)")
    #expect(reading.findings.count == 1, "\(reading.findings.map(\.code))")
    #expect(finding.hint != nil)
    #expect(finding.place.path == "r.yaml")
  }

  @Test func invalidUTF8IsFoundAtTheRightByte() {
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] {
      let reading = YAMLReader.read(Array("a: é\nb: ".utf8) + bad + Array("\n".utf8), path: "r.yaml")
      #expect(reading.findings.map(\.code) == ["yaml/encoding"])
      #expect(reading.findings.first?.place.bytes.lowerBound == 9)
      #expect(reading.findings.first?.place.start == Position(line: 2, column: 4))
      #expect(reading.document == nil)
    }
  }

  @Test func otherEncodingsAreRefused() {
    for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF]] {
      #expect(YAMLReader.read(mark + [0x61, 0], path: "r.yaml").findings.map(\.code) == ["yaml/encoding"])
    }
  }

  @Test(arguments: ["", "\u{FEFF}", " \n\n", "# nothing\n", "---\n", "--- # x\n...\n"])
  func emptyFilesNameTheWayBack(text: String) {
    let reading = YAMLReader.read(Array(text.utf8), path: "records/units/perkim.yaml")
    #expect(reading.findings.map(\.code) == ["yaml/empty"])
    #expect(reading.findings.first?.hint?.en.contains("`koja restore perkim`") == true)
    #expect(reading.document == nil)
  }

  @Test func aFileOfNULsIsDamaged() {
    let reading = YAMLReader.read([UInt8](repeating: 0, count: 5000), path: "r.yaml")
    #expect(reading.findings.map(\.code) == ["yaml/damaged"])
    #expect(reading.findings.first?.hint?.id.contains("restore") == false, "it lies in no store")
    let schema = YAMLReader.read([], path: "schemas/units/schema.yaml")
    #expect(schema.findings.first?.hint?.id.contains("`git restore schemas/units/schema.yaml`") == true)
  }

  @Test func limitsAreFindings() {
    #expect(
      read("a: 123456789", limits: .init(bytes: 4, nodes: 9, depth: 9)).findings.map(\.code) == ["yaml/too-large"])
    #expect(read("[1,2,3,4,5]", limits: .init(bytes: 99, nodes: 3, depth: 9)).findings.map(\.code) == ["yaml/too-many"])
    #expect(read("[[[[1]]]]", limits: .init(bytes: 99, nodes: 99, depth: 3)).findings.map(\.code) == ["yaml/too-deep"])
    #expect(read("[[[1]]]", limits: .init(bytes: 99, nodes: 99, depth: 3)).findings.isEmpty)
  }

  @Test func aDuplicateNamesTheFirstAndTheTreeKeepsIt() throws {
    let reading = read("a: 1\nb: 2\na:\n  c: [3]\nd: 4\n")
    let finding = try #require(reading.findings.first)
    #expect(finding.place.start == Position(line: 3, column: 1))
    #expect(finding.related.first?.place.start == Position(line: 1, column: 1))
    let document = try #require(reading.document)
    #expect(document.value(of: 0).json() == #"{"a":1,"b":2,"d":4}"#)
    #expect(read("ä: 1\na\u{308}: 2\n").document?.nodes[0].count == 2, "keys are compared by bytes")
  }

  @Test func severalFindingsComeSorted() {
    let reading = read("a: no\nb: 012\na: 1\nc: &x 1\n")
    #expect(
      reading.findings.map(\.code) == ["yaml/ambiguous", "yaml/leading-zero", "yaml/duplicate-key", "yaml/anchor"])
    #expect(reading.hasErrors)
  }

  @Test func ordinaryCommentsAndTextsAreClean() {
    for text in [
      "a: Jalan Melati  # pojok\n", "a: x #y\n", "a: b#c d\n", "a: \"no\" # no\n", "# yes\nyess: 1\n", "a: 0\nb: 0.5\n",
      "a:\n- 1\n- b: 2\n", "%YAML 1.2\n---\na: 1\n", "a: 08:30\nb: 2026-01-05\n", "a: |\n  <<<<<<< x\n",
      "a: 1\r\nb: 2\r\n",
    ] {
      #expect(read(text).findings.isEmpty, "\(text): \(read(text).findings)")
      #expect(read(text).document != nil)
    }
  }

  @Test(arguments: [
    ("yaml/leading-zero", String(repeating: "- 007\n", count: 150)),
    ("yaml/ambiguous", String(repeating: "- no\n", count: 150)),
    ("yaml/line-break", String(repeating: "a\u{85}", count: 150)),
    ("yaml/invisible", String(repeating: "- a\u{200B}b\n", count: 150)),
  ]) func aTextFullOfFaultsSaysThatNotAllAreTold(code: String, text: String) {
    let findings = read(text).findings
    #expect(findings.count == 101 && findings.count { $0.code == code } == 100)
    #expect(findings.last?.code == "yaml/more" && findings.last?.severity == .note)
    let json = JSONReader.read(
      Array("[\(Array(repeating: "{\"a\": 1, \"a\": 2}", count: 150).joined(separator: ","))]".utf8), path: "r.json")
    #expect(json.findings.count == 101 && json.findings.last?.code == "json/more")
  }

  @Test func aHundredFaultsAreAllTold() {
    #expect(
      read(String(repeating: "- 007\n", count: 100)).findings.map(\.code).allSatisfy { $0 == "yaml/leading-zero" })
  }
}
