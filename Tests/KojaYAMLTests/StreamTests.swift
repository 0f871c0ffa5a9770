import KojaModel
import Testing

@testable import KojaYAML

@Suite struct StreamTests {
  private func read(_ text: String, limits: YAMLLimits = .validate) -> [YAMLReading] {
    YAMLReader.readStream(Array(text.utf8), path: "r.yaml", limits: limits)
  }

  private func json(_ text: String) -> [String] {
    read(text).map { reading in
      reading.findings.isEmpty ? reading.document?.value(of: 0).json() ?? "-" : "\(reading.findings.map(\.code))"
    }
  }

  @Test(arguments: [
    ("a: 1\n", [#"{"a":1}"#]),
    ("a: 1\n---\n---\nb: 1\n", [#"{"a":1}"#, "null", #"{"b":1}"#]),
    ("--- null\n---\n...\n---\n1\n", ["null", "null", "1"]), ("---\n", ["null"]),
    ("a: 1\n---\nb: 2\n...\n---\n- x\n", [#"{"a":1}"#, #"{"b":2}"#, #"["x"]"#]),
    (
      "a: &x {b: [1, é]}\nc: *x\nd: [*x, &y \"z\", *y]\n",
      [
        #"{"a":{"b":[1,"é"]},"c":{"b":[1,"é"]},"d":[{"b":[1,"é"]},"z","z"]}"#
      ]
    ),
    ("a: &x b\n*x : *x\n", [#"{"a":"b","b":"b"}"#]),
    ("a: &x 1\n&x b: *x\n", [#"{"a":1,"b":"b"}"#]),
    ("a: &x\nb: *x\n", [#"{"a":null,"b":null}"#]),
    (
      "a: !!str 12\nb: !!int \"12\"\nc: !!float 1\nd: !!bool \"true\"\ne: !!null ''\nf: ! 12\n",
      [
        #"{"a":"12","b":12,"c":1,"d":true,"e":null,"f":"12"}"#
      ]
    ),
    ("!!map {a: !!seq [1], b: !<tag:yaml.org,2002:str> 2}\n", [#"{"a":[1],"b":"2"}"#]),
    ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n", [#"{"a":"1"}"#]),
    ("200: ok\ntrue: 1\n~: 2\n1.5: 3\n", [#"{"200":"ok","true":1,"~":2,"1.5":3}"#]),
    ("? a\n: 1\n? |\n  b\n: 2\n", [#"{"a":1,"b\n":2}"#]),
    ("~\n", ["null"]),
    ("--- 1\n--- null\n--- ''\n", ["1", "null", #""""#]),
  ]) func anyYAMLIsRead(text: String, values: [String]) {
    #expect(json(text) == values)
  }

  @Test(arguments: [
    ("yaml/alias", Severity.error, "a: «*x»\n"),
    ("yaml/alias", .error, "a: &x 1\n---\nb: «*x»\n"),
    ("yaml/alias-cycle", .error, "a: &x [1, {b: «*x»}]\n"),
    ("yaml/alias-cycle", .error, "&x a: &y\n  b: «*y»\n"),
    ("yaml/anchor", .error, "a: «&b»:c x\n"),
    ("yaml/anchor", .error, "a: &x b\n«*x»: 1\n"),
    ("yaml/tag", .warning, "a: «!!binary» aGk=\n"),
    ("yaml/tag", .warning, "a: «!mine» [1]\n"),
    ("yaml/tag", .warning, "a: &x «!mine» # c\n  1\n"),
    ("yaml/tag", .error, "a: «!!int» x\n"),
    ("yaml/tag", .error, "a: «!!float» \"\"\n"),
    ("yaml/tag", .error, "a: «!!map» [1]\n"),
    ("yaml/tag", .error, "a: «!!seq» x\n"),
    ("yaml/tag", .error, "a: «!!str» {b: 1}\n"),
    ("yaml/merge-key", .warning, "a: &x {b: 1}\nc:\n  «<<»: *x\n"),
    ("yaml/duplicate-key", .error, "a: 1\nb: 2\n«a»: 3\n"),
    ("yaml/duplicate-key", .error, "1: x\n«\"1\"»: z\n"),
    ("yaml/duplicate-key", .error, "a: &x b\nb: 1\n«*x» : 2\n"),
    ("yaml/key", .error, "? «[»a]\n: 1\n"),
    ("yaml/key", .error, "a: &x [1]\n«*x» : 2\n"),
    ("yaml/empty", .error, "«»# nothing\n"),
    ("yaml/leading-zero", .warning, "a: &x «007»\n"),
    ("yaml/bidi", .warning, "a: x«\u{202E}»y\n"),
    ("yaml/syntax", .error, "a: 1\n---\nb: «[»1\n"),
    ("yaml/line-break", .error, "a: 1\n---\nb: «\r»c: 1\n"),
  ]) func whatIsWrongIsFoundAtItsPlace(code: String, severity: Severity, text: String) throws {
    let marked = Marked(text)
    let findings = YAMLReader.readStream(marked.bytes, path: "r.yaml").flatMap(\.findings)
    let finding = try #require(findings.first)
    #expect(finding.code == code)
    #expect(finding.severity == severity)
    #expect(finding.place.bytes == marked.range, "\(finding)")
    #expect(findings.count == 1, "\(findings.map(\.code))")
    #expect(finding.hint != nil)
  }

  @Test func everyDocumentHasItsOwnFindings() {
    let readings = read("a: x\u{202E}\n---\nb: 1\nb: 2\n---\nc: \u{202E}007\n--- {x: !!int z}\n---\nd: [\n")
    #expect(
      readings.map { $0.findings.map(\.code) } == [
        ["yaml/bidi"], ["yaml/duplicate-key"], ["yaml/bidi"], ["yaml/tag"], ["yaml/syntax"],
      ])
    #expect(readings.map { $0.document != nil } == [true, true, true, false, false])
  }

  @Test func whatAnAliasBringsStandsAtTheAlias() throws {
    let text = "a: &x {b: [1]}\nc: *x\n"
    let document = try #require(read(text).first?.document)
    let node = try #require(document.node(at: ["c", "b", "0"]))
    #expect(document.range(node) == 18..<20)
    #expect(document.integer(node) == 1)
    #expect(document.nodes[0].next == UInt32(document.nodes.count))
    #expect(try document.range(#require(document.node(at: ["a"]))) == 6..<14, "an anchor is not part of its node")
  }

  @Test func keysOfAliasesCarryTheirSymbols() throws {
    let readings = YAMLReader.readStream(
      Array("a: &x b\n*x : {b: 1}\nc: &y {b: 1}\nd: *y\n".utf8), path: "r.yaml", symbols: SymbolTable(["b"]))
    let document = try #require(readings.first?.document)
    #expect(document.pairs(0).map { document.nodes[$0.key].symbol } == [0, 1, 0, 0])
    let copy = try #require(document.value("d"))
    #expect(document.pairs(copy).map { document.nodes[$0.key].symbol } == [1])
  }

  @Test func anAnchorInAPairThatIsLeftOutStandsForNothing() {
    let reading = read("a: 1\na: &x {b: [1, 2]}\nc: [*x, {d: *x}]\n")[0]
    #expect(reading.findings.map(\.code) == ["yaml/duplicate-key"])
    #expect(reading.document == nil)
  }

  @Test func bombsEndAtTheAliasThatIsTooMuch() throws {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let readings = read(bomb)
    #expect(readings.flatMap(\.findings).map(\.code) == ["yaml/alias-budget"])
    #expect(readings.last?.document == nil)
    var chain = "a0: &a0 []\n"
    for level in 1...2000 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(["yaml/alias-budget", "yaml/too-deep"].contains(try #require(read(chain).last?.findings.first?.code)))
    let flat = "a: &a x\nb: [" + String(repeating: "*a,", count: 300_000) + "]\n"
    #expect(read(flat).flatMap(\.findings).map(\.code) == ["yaml/alias-budget"])
  }

  @Test func limitsAreFindings() {
    #expect(read("a: 12", limits: .init(bytes: 4, nodes: 9, depth: 9))[0].findings.map(\.code) == ["yaml/too-large"])
    let nodes = read("--- [1, 2]\n--- [3, 4]\n", limits: .init(bytes: 99, nodes: 5, depth: 9))
    #expect(nodes.map { $0.findings.map(\.code) } == [[], ["yaml/too-many"]])
    #expect(read("[[[1]]]", limits: .init(bytes: 99, nodes: 99, depth: 2))[0].findings.map(\.code) == ["yaml/too-deep"])
    let many = read(String(repeating: "--- 1\n", count: 100_001))
    #expect(many.last?.findings.map(\.code) == ["yaml/too-many"])
    #expect(many.count == 100_001)
  }
}
