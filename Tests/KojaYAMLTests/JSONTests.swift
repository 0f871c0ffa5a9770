import KojaModel
import Testing

@testable import KojaYAML

@Suite struct JSONTests {
  private func read(_ text: String, limits: YAMLLimits = .validate) -> YAMLReading {
    JSONReader.read(Array(text.utf8), path: "r.json", limits: limits)
  }

  @Test(arguments: [
    ("json/syntax", "{\"a\": «\"»x\n}"),
    ("json/syntax", "{\"a\": «\"»x"),
    ("json/syntax", "{\"a\": «\"»x\\"),
    ("json/syntax", "[1, «[»2"),
    ("json/syntax", "«{»\"a\""),
    ("json/syntax", "«[»1,"),
    ("json/syntax", "[1«}»"),
    ("json/syntax", "{\"a\": «'»x'}"),
    ("json/syntax", "{«'»a\": 1}"),
    ("json/syntax", "{«nama»: 1}"),
    ("json/syntax", "{\"é\"«» 1}"),
    ("json/syntax", "[1«» 2]"),
    ("json/syntax", "{\"a\": 1«»\n  \"b\": 2}"),
    ("json/syntax", "{\"a\": «}»"),
    ("json/syntax", "[1, «,»2]"),
    ("json/syntax", "[1«,» ]"),
    ("json/syntax", "{\"a\": 1«,»\n}"),
    ("json/syntax", "{} «x»"),
    ("json/syntax", "1 «2»"),
    ("json/syntax", "[«halo» dunia]"),
    ("json/syntax", "[«é»]"),
    ("json/syntax", "[«-»]"),
    ("json/syntax", "[«True»]"),
    ("json/syntax", "[«undefined»]"),
    ("json/syntax", "[\"«\\x»\"]"),
    ("json/syntax", "[\"«\\é»\"]"),
    ("json/syntax", "[\"«\\u12»é\"]"),
    ("json/number", "[«007»]"),
    ("json/number", "[«-01»]"),
    ("json/number", "[«+1»]"),
    ("json/number", "[«.5»]"),
    ("json/number", "[«1.»]"),
    ("json/number", "[«1e»]"),
    ("json/number", "[«0x1F»]"),
    ("json/number", "[«NaN», 1]"),
    ("json/number", "[«-Infinity»]"),
    ("json/comment", "[1, «// satu»\n2]"),
    ("json/comment", "[1 «/* , */», 2]"),
    ("json/comment", "[1] «/*»"),
    ("json/control", "[\"a«\t»b\"]"),
    ("json/control", "[\"«\0»\"]"),
    ("json/surrogate", "[\"«\\ud83d»\"]"),
    ("json/surrogate", "[\"«\\ud83d»x\"]"),
    ("json/surrogate", "[\"«\\uDCA9»\\ud83d\\udca9\"]"),
    ("json/duplicate-key", "\u{FEFF}{\"é\": 1, \"b\": {}, «\"\\u00e9\"»: 2}"),
    ("json/empty", "«»"),
    ("json/empty", "«» \n"),
  ]) func everythingWrongIsFoundAtItsPlace(code: String, text: String) throws {
    let marked = Marked(text)
    let reading = JSONReader.read(marked.bytes, path: "r.json")
    let finding = try #require(reading.findings.first)
    #expect(finding.code == code)
    #expect(finding.place.bytes == marked.range, "\(finding)")
    #expect(reading.findings.count == 1, "\(reading.findings.map(\.code))")
    #expect(finding.hint != nil)
  }

  @Test func valuesAreThoseOfTheStandard() throws {
    let text = """
      \u{FEFF} {"a": [1, -0, 1.5e+3, 0.0, 1E400, 31712345678901234567890], "b": {"": null}, "é": true,
      "t": "a\\"b\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\uD83D\\uDCA9", "漢": "é👩‍💻", "l": [], "m": {}, "f": false}\r\n
      """
    let reading = read(text)
    let document = try #require(reading.document, "\(reading.findings)")
    #expect(reading.findings.isEmpty)
    #expect(
      document.value(of: 0).json()
        == #"{"a":[1,-0,1.5e+3,0.0,1E400,31712345678901234567890],"b":{"":null},"é":true,"#
        + #""t":"a\"b\\/\b\f\n\r\té💩","漢":"é👩‍💻","l":[],"m":{},"f":false}"#
        .replacing("\\b\\f", with: "\\u0008\\u000c").replacing("\\té", with: "\\t\\u0000é"))
    #expect(document.nodes[0].next == UInt32(document.nodes.count))
    #expect(document.nodes[0].style == .flow)
    #expect(try document.kind(#require(document.node(at: ["a", "0"]))) == .integer)
    #expect(try document.kind(#require(document.node(at: ["a", "3"]))) == .float)
  }

  @Test func stretchesAreThoseOfTheText() throws {
    let document = try #require(read("\u{FEFF}{\"é\": [1, \"\\n\"], \"b\": null }").document)
    #expect(
      document.nodes.indices.map { String(decoding: document.source[document.range($0)], as: UTF8.self) }
        == ["{\"é\": [1, \"\\n\"], \"b\": null }", "\"é\"", "[1, \"\\n\"]", "1", "\"\\n\"", "\"b\"", "null"])
  }

  @Test func keysCarryTheirSymbols() throws {
    let table = SymbolTable(["b", "é"])
    let reading = JSONReader.read(Array(#"{"\u00e9": 1, "x": 2, "b": 3}"#.utf8), path: "r.json", symbols: table)
    let document = try #require(reading.document)
    #expect(document.pairs(0).map { document.nodes[$0.key].symbol } == [2, SymbolTable.unknown, 1])
    #expect(document.symbols === table)
  }

  @Test func aDuplicateNamesTheFirstAndTheTreeKeepsIt() throws {
    let reading = read(#"{"a": 1, "a": {"c": [3]}, "d": 4}"#)
    #expect(reading.findings.first?.related.first?.place.bytes == 1..<4)
    #expect(reading.document?.value(of: 0).json() == #"{"a":1,"d":4}"#)
    #expect(read("{\"ä\": 1, \"a\u{308}\": 2}").findings.isEmpty, "keys are compared by bytes")
  }

  @Test func readingGoesOnBehindSmallFaults() {
    let reading = read("{\"a\": 01, // x\n \"b\": \"\\q\", \"a\": True, \"c\": [1,],\n}")
    #expect(
      reading.findings.map(\.code) == [
        "json/number", "json/comment", "json/syntax", "json/duplicate-key", "json/syntax", "json/syntax",
        "json/syntax",
      ])
    #expect(reading.document == nil, "a number that is none stands for nothing")
    #expect(read("[1,2,]").document != nil)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x31, 0], 0), ([0xFE, 0xFF, 0, 0x31], 0), ([0x31, 0], 0), ([0, 0, 0, 0x31], 0),
      ([0x22, 0xE9, 0x22], 1), ([0x5B, 0xE9, 0x5D], 1), ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xC3], 1),
      ([0x22, 0x5C, 0xFF, 0x22], 2), ([0x5B, 0x31, 0xFF], 2),
    ] as [([UInt8], Int)]) func otherEncodingsAreFoundAtTheRightByte(bytes: [UInt8], offset: Int)
  {
    let reading = JSONReader.read(bytes, path: "r.json")
    #expect(reading.findings.map(\.code) == ["json/encoding"])
    #expect(reading.findings.first?.place.bytes.lowerBound == offset)
    #expect(reading.document == nil)
  }

  @Test func limitsAreFindings() {
    #expect(read("12345", limits: .init(bytes: 4, nodes: 9, depth: 9)).findings.map(\.code) == ["json/too-large"])
    #expect(read("[1,2,3]", limits: .init(bytes: 99, nodes: 3, depth: 9)).findings.map(\.code) == ["json/too-many"])
    #expect(read("[[[1]]]", limits: .init(bytes: 99, nodes: 9, depth: 2)).findings.map(\.code) == ["json/too-deep"])
    #expect(read("[[1]]", limits: .init(bytes: 99, nodes: 9, depth: 2)).findings.isEmpty)
  }

  @Test func hostileTextsEndWithAFindingAtItsPlace() {
    let many = 1_000_000
    for (text, code) in [
      (String(repeating: "[", count: many), "json/too-deep"),
      (String(repeating: "{\"a\":", count: many / 5), "json/too-deep"),
      ("{" + String(repeating: "\"a\":1,", count: 100_000) + "\"b\":1}", "json/duplicate-key"),
      ("\"" + String(repeating: "\\ud800", count: 100_000) + "\"", "json/surrogate"),
      ("\"" + String(repeating: "\t", count: many) + "\"", "json/control"),
      ("[" + String(repeating: "/**/", count: many / 4) + "]", "json/comment"),
      ("\"" + String(repeating: "x", count: many), "json/syntax"),
      ("[" + String(repeating: "1,,", count: many), "json/syntax"),
      (String(repeating: " ", count: many), "json/empty"),
    ] {
      let reading = read(text)
      #expect(reading.findings.first?.code == code, "\(text.prefix(9)) \(reading.findings.prefix(2))")
      #expect(reading.findings.count <= 200)
    }
  }
}
