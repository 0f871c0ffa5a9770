import KojaModel
import Testing

@testable import KojaYAML

@Suite struct ReaderTests {
  @Test(arguments: [
    ("", NodeKind.null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", .string),
    ("true", .boolean), ("True", .boolean), ("TRUE", .boolean), ("tRUE", .string), ("false", .boolean),
    ("False", .boolean), ("FALSE", .boolean), ("NO", .string), ("on", .string), ("y", .string),
    ("0", .integer), ("-12", .integer), ("+3", .integer), ("0123", .integer), ("08123456789", .integer),
    ("0o17", .integer), ("0x1F", .integer), ("0o18", .string), ("0x", .string), ("0b11", .string), ("1_000", .string),
    ("-0x1", .string), ("12:30", .string), ("12:30:45", .string), ("1e3", .float), ("12e03", .float), ("1.", .float),
    (".5", .float), ("-.5E-3", .float), (".", .string), ("+", .string), ("1e", .string), ("1e+", .string),
    ("1.10", .float), ("1.2.3", .string), (".inf", .float), ("-.INF", .float), (".nan", .float), ("-.nan", .string),
    (".iNF", .string), ("2026-01-05", .string), ("2026-01-05T10:00:00Z", .string), ("3171234567890123", .integer),
    ("31712345678901234567890", .integer), ("=", .string), ("15.71.01.1003", .string),
  ]) func plainScalarsResolveAsInTheCoreSchema(text: String, kind: NodeKind) throws {
    let document = try #require(read("a: \(text)\n").document)
    let node = try #require(document.value("a"))
    #expect(document.kind(node) == kind)
    #expect(document.text(node) == text)
    let quoted = try #require(read("a: '\(text)'\n").document)
    #expect(quoted.kind(2) == .string)
  }

  /// The stretches of all nodes, as text.
  private func stretches(_ text: String) throws -> [String] {
    let document = try #require(read(text).document, "\(read(text).findings)")
    return document.nodes.indices.map { String(decoding: document.source[document.range($0)], as: UTF8.self) }
  }

  @Test func marksAreBytesAlsoBehindABOMAndWideCharacters() throws {
    #expect(try stretches("\u{FEFF}é: 👩‍💻\n漢: \"字\"\n").dropFirst() == ["é", "👩‍💻", "漢", "\"字\""])
    #expect(try stretches("\u{FEFF}a: 1\n").last == "1")
  }

  @Test func blockCollectionsEndWithTheirLastLeaf() throws {
    let all = try stretches("a:\n  b: 1\n  c:\n  - x # one\n  # two\n\n# three\nd: 2\n")
    #expect(all[0] == "a:\n  b: 1\n  c:\n  - x # one\n  # two\n\n# three\nd: 2")
    #expect(all[2] == "b: 1\n  c:\n  - x")
    #expect(all[6] == "- x")
  }

  @Test func emptyValuesStandBehindColonOrDash() throws {
    let document = try #require(read("a:   # x\nb:\n- \n-\nc: {d: , e}\n").document)
    let starts = document.nodes.indices.filter { document.kind($0) == .null }.map { document.range($0) }
    #expect(starts == [2..<2, 13..<13, 16..<16, 23..<23, 27..<27])
  }

  @Test func blockScalarsEndWithTheirLastText() throws {
    #expect(try stretches("a: |\n  x\n   y \n\n# c\nb: 1\n")[2] == "|\n  x\n   y ")
    #expect(try stretches("a: >-\r\n  x\r\n  y\r\n\r\n\r\nb: 1\r\n")[2] == ">-\r\n  x\r\n  y")
    #expect(try stretches("a: |+\n  x\n\n")[2] == "|+\n  x")
    #expect(try stretches("a: |\n  x")[2] == "|\n  x")
    #expect(try stretches("a: |  # c\n\nb: 1\n")[2] == "|")
  }

  @Test func scalarsEndExactly() throws {
    #expect(
      try stretches("a: x\n  y  # c\nb: 'p''q' \nc: [ 1, {d: 2} ] # e\n") == [
        "a: x\n  y  # c\nb: 'p''q' \nc: [ 1, {d: 2} ]", "a", "x\n  y", "b", "'p''q'", "c", "[ 1, {d: 2} ]", "1",
        "{d: 2}", "d", "2",
      ])
  }

  @Test func textsAreDecoded() throws {
    let document = try #require(
      read("a: \"x\\ty\\0\"\nb: 'p''q'\nc: |\n  l1\n  l2\nd: >-\n  f\n  g\ne: x\n  y\n").document)
    #expect(document.value(of: 0).json() == #"{"a":"x\ty\u0000","b":"p'q","c":"l1\nl2\n","d":"f g","e":"x y"}"#)
  }

  @Test func theTreeIsFlatAndLinked() throws {
    let document = try #require(read("a: [1, [2, 3]]\nb: {c: {}}\n").document)
    #expect(document.string(at: "b") == nil)
    #expect(document.node(at: ["a", "1", "1"]).flatMap { document.integer($0) } == 3)
    #expect(document.nodes[0].count == 2)
    #expect(document.nodes[0].next == UInt32(document.nodes.count))
    #expect(document.nodes.map(\.next).allSatisfy { $0 <= document.nodes.count })
  }
}
