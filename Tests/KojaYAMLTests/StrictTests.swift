import KojaModel
import Testing

@testable import KojaYAML

/// What libyaml lets through, or what other tools read differently.
@Suite struct StrictTests {
  @Test(arguments: [
    // Lines that go on with a value and are not indented.
    ("yaml/indent", "a: [x,\n«w»]\n"),
    ("yaml/indent", "a: [x,\n«é»,\nz]\n"),
    ("yaml/indent", "- b: {c: 1,\n  «d»: 2}\n"),
    ("yaml/indent", "a: \"x\n«y»\"\n"),
    ("yaml/indent", "a: \"x\n«\t»y\"\n"),
    ("yaml/indent", "a:\n  b: 'x\n\n  «y»'\n"),
    ("yaml/indent", "- [\n«\t»x,\n w\n ]\n"),
    ("yaml/indent", "a:\n- [x,\n«w»]\n"),
    ("yaml/indent", "a: >\n«   »\n x\n"),
    ("yaml/indent", "a: |\n \n«  »\n # c\n"),
    ("yaml/indent", "a: |\n  x\n«   »"),
    ("yaml/indent", "a: >-\n  x\n\n« »"),
    // Comments without a blank before them.
    ("yaml/syntax", "a: [x]«#»y\n"),
    ("yaml/syntax", "a: [x,«#»y\n  z]\n"),
    ("yaml/syntax", "a: [«#»y\n  z]\n"),
    ("yaml/syntax", "a: {b: \"c#d\"«#»y\n  }\n"),
    ("yaml/syntax", "a: >«#» y\n  z\n"),
    ("yaml/syntax", "a: |-«#»\n  z\n"),
    ("yaml/syntax", "%YAML 1.2«#»x\n---\na: 1\n"),
    // Dashes in brackets.
    ("yaml/syntax", "a: [«-»]\n"),
    ("yaml/syntax", "- [«-», b]\n"),
    ("yaml/syntax", "a: {«?b»: 1}\n"),
    ("yaml/syntax", "a: [«?b»]\n"),
    // Directives.
    ("yaml/directive", "«%YAML 1.1»\n---\na: 1\n"),
    ("yaml/directive", "# c\n«%YAML   1.1»  # d\n---\na: 1\n"),
    ("yaml/syntax", "«%»YAML 1.3\n---\na: 1\n"),
    ("yaml/syntax", "«%»FOO bar\n---\na: 1\n"),
    // Values that others read differently.
    ("yaml/ambiguous", "a: «12:30»\n"),
    ("yaml/ambiguous", "a: «190:20:30»\n"),
    ("yaml/ambiguous", "a: «0o17»\n"),
    ("yaml/ambiguous", "a: «0b11»\n"),
    ("yaml/ambiguous", "a: «1_000»\n"),
    ("yaml/ambiguous", "a: «-1_0.5»\n"),
    ("yaml/ambiguous", "- «=»\n"),
    // What cannot be seen.
    ("yaml/invisible", "unit: perkim«\u{200B}»\n"),
    ("yaml/invisible", "a: \"x«\u{2060}»\"\n"),
    ("yaml/invisible", "a: x«\u{FEFF}»y\n"),
    ("yaml/invisible", "a: x«\u{AD}»y\n"),
    ("yaml/invisible", "a: «\u{200E}»+62812\n"),
    ("yaml/invisible", "a: b«\u{200D}»c\n"),
    ("yaml/invisible", "# b«\u{200B}»c\na: 1\n"),
    ("yaml/invisible", "st«\u{200B}»atus: x\n"),
    ("yaml/invisible", "a: 1\n«\u{A0}»b: 1\n"),
    ("yaml/twin-key", "é: 1\n«e\u{301}»: 2\n"),
    ("yaml/twin-key", "{\"\\u212B\": 1, «Å»: 2}\n"),
    // Traps behind errors of syntax.
    ("yaml/invisible", "a:\n  b: 1\n«\u{A0}» c: 1\n"),
    ("yaml/syntax", "b: 1\na:«\u{A0}»1\n"),
    ("yaml/syntax", "a: 1\nb«:»2\nc: 3\n"),
    ("yaml/syntax", "a: «\"»x\nb: \"y\"\nc: 1\n"),
    ("yaml/syntax", "a: «'»x\nb: 'y'\n"),
    ("yaml/syntax", "foo: «-» bar\n"),
    ("yaml/syntax", "a: Perihal«:» undangan\n"),
    ("yaml/key", "? «{»a: 1}\n: 2\n"),
  ]) func deceitIsFoundAtItsPlace(code: String, text: String) throws {
    let marked = Marked(text)
    let reading = YAMLReader.read(marked.bytes, path: "r.yaml")
    let finding = try #require(reading.findings.first)
    #expect(finding.code == code)
    #expect(finding.place.bytes == marked.range, "\(finding)")
    #expect(reading.findings.count == 1, "\(reading.findings.map(\.code))")
    #expect(finding.hint != nil)
    #expect(PlainReader.read(marked.bytes, limits: .record, symbols: nil) == nil)
  }

  @Test(arguments: [
    "a: [\n  x,\n  w,\n]\n", "a: {\n  b: 1 # c\n}\n", "[x,\nw]\n", "a:\n- [x,\n w]\n", "- a: \"x\n   y\"\n",
    "\"x\ny\"\n",
    "a: x\n y\n", "a: {? b : 1}\n", "?a: 1\n", "a: |\n  x\n   \n", "a: [\"x#y\", z#a, # b\n  'c # d']\n",
    "a: |\n\n  x\n", "a: |2\n    \n  x\n", "a: |\n  \n  x\n",
    "a: |\n\nb: 1\n", "a: | # c\n  x\n", "a: 2026-03-14\nb: 08:00\nc: 12:60\nd: 1:234\ne: 12-30\nf: a_b\n",
    "a: 👩‍💻\nb: می‌خواهم\nc: x 漢　字\n", "é: 1\nè: 2\n", "a: http://x.id\n", "a: \"=\"\n",
    "a: [-1, -x]\n", "a: {b: \"\nx\"}\n",
  ]) func whatIsRightStaysClean(text: String) {
    #expect(read(text).findings.filter { $0.code != "yaml/indent" || !text.contains("\"\nx") }.isEmpty, "\(text)")
  }

  @Test(
    arguments: [
      ("a: 007\n", "a: \"007\"\n"), ("a: NO\nb: 12:30\n", "a: \"NO\"\nb: \"12:30\"\n"),
      ("a: \"x\"#y\n", "a: \"x\" #y\n"),
      ("a: >#y\n  z\n", "a: > #y\n  z\n"), ("a: {b:1}\n", "a: {b: 1}\n"), ("a: [x,\nw]\n", "a: [x,\n w]\n"),
      ("a: \"x\n\ty\"\n", "a: \"x\n y\"\n"), ("a: >\n   \n x\n", "a: >\n\n x\n"), ("a: x\u{200B}\n", "a: x\n"),
      ("a: 1\n\u{A0}b: 1\n", "a: 1\n b: 1\n"), ("b: 1\na:\u{A0}1\n", "b: 1\na: 1\n"),
      ("a: 1\nb:2\nc: 3\n", "a: 1\nb: 2\nc: 3\n"),
      ("a: Hal: undangan \n", "a: \"Hal: undangan\" \n"), ("a: \"x\": y\n", nil), ("a: b: \"c\"\n", nil),
      ("a: [0123, b]\n", "a: [\"0123\", b]\n"), ("a: 0o17\n", nil), ("a: 1e400\n", nil), ("a: \"x\nb: 1\n", nil),
    ] as [(String, String?)]) func fixesAreWhatAPersonWouldType(text: String, fixed: String?) throws
  {
    let fixes = read(text).findings.compactMap { finding -> (Range<Int>, String)? in
      if case .replace(let range, let replacement) = finding.fix { (range, replacement) } else { nil }
    }
    guard let fixed else {
      #expect(fixes.isEmpty)
      return
    }
    var bytes = Array(text.utf8)
    for (range, replacement) in fixes.reversed() { bytes.replaceSubrange(range, with: replacement.utf8) }
    #expect(String(decoding: bytes, as: UTF8.self) == fixed)
  }

  @Test func aHiddenCharacterIsAnErrorInAKeyAndAWarningElsewhere() {
    let findings = read("a: x\u{200B}\nb\u{200B}: y z\n").findings
    #expect(findings.map(\.severity) == [.warning, .error])
    #expect(findings.allSatisfy { $0.message.en.contains("U+200B") })
    let stream = YAMLReader.readStream(Array("b\u{200B}: x\n".utf8), path: "r.yaml")
    #expect(stream.flatMap(\.findings).map(\.severity) == [.warning])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], 0, "UTF-16"), ([0xFE, 0xFF, 0, 0x61], 0, "UTF-16"), ([0x61, 0, 0x3A, 0], 0, "UTF-16"),
      ([0, 0x61, 0, 0x3A], 0, "UTF-16"), ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], 0, "UTF-32"),
      ([0, 0, 0, 0x61], 0, "UTF-32"), ([0x61, 0, 0, 0], 0, "UTF-32"), ([0, 0, 0xFE, 0xFF], 0, "UTF-32"),
      ([0x61, 0x3A, 0x20, 0x63, 0x61, 0x66, 0xE9, 0x0A], 6, "probably `é`"),
      ([0x61, 0x3A, 0x20, 0x93, 0x78, 0x94, 0x0A], 3, "Windows-1252"),
      ([0x61, 0x3A, 0x20, 0xC3], 3, "breaks off"), ([0x61, 0x3A, 0x20, 0xE2, 0x82], 3, "breaks off"),
      ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80, 0x0A], 3, "not UTF-8"),
    ] as [([UInt8], Int, String)]) func encodingsAreNamedAtTheRightByte(bytes: [UInt8], offset: Int, words: String)
  {
    for findings in [
      YAMLReader.read(bytes, path: "r.yaml").findings,
      YAMLReader.readStream(bytes, path: "r.yaml").flatMap(\.findings),
    ] {
      #expect(findings.map(\.code) == ["yaml/encoding"])
      #expect(findings.first?.place.bytes.lowerBound == offset)
      #expect(findings.first?.message.en.contains(words) == true, "\(findings.map(\.message.en))")
    }
  }

  @Test(arguments: [
    ("yaml/directive", "a # c\n«%YAML 1.2»\n---\nb\n"), ("yaml/directive", "---\n«%YAML 1.2»\n---\nb\n"),
    ("yaml/directive", "!foo \"bar\"\n«%TAG ! tag:example.id,2026:x/»\n---\n!foo \"bar\"\n"),
  ]) func directivesBehindADocumentNeedItsEnd(code: String, text: String) {
    let marked = Marked(text)
    let findings = YAMLReader.readStream(marked.bytes, path: "r.yaml").flatMap(\.findings)
    #expect(findings.contains { $0.code == code && $0.place.bytes == marked.range }, "\(findings)")
    #expect(read("a: 1\n...\n%YAML 1.2\n---\nb: 1\n").findings.map(\.code) == ["yaml/documents"])
    let apart = YAMLReader.readStream(Array("a: 1\n...\n%YAML 1.2\n---\nb: 1\n".utf8), path: "r.yaml")
    #expect(apart.flatMap(\.findings).isEmpty)
  }

  @Test func oneFaultOfAValueIsOneFinding() {
    func codes(_ text: String, rule at: Range<Int>, code: String = "schema/type") -> [String] {
      let reading = read(text)
      let place = LineTable(Array(text.utf8)).place(at, in: "r.yaml")
      return reading.findings(with: [Finding(code, at: place, Phrase("x"))]).map(\.code)
    }
    #expect(codes("a: 007\n", rule: 3..<6) == ["yaml/leading-zero"], "two errors at one value: what is written counts")
    #expect(codes("a: no\n", rule: 3..<5) == ["schema/type"], "an error outweighs a warning")
    #expect(codes("a: 007\nb: 1\n", rule: 10..<11) == ["yaml/leading-zero", "schema/type"])
    #expect(codes("a: no\n", rule: 3..<5, code: "schema/enum") == ["yaml/ambiguous", "schema/enum"])
  }
}
