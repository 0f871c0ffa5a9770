import Foundation
import KojaModel
import Testing

@testable import KojaYAML

/// The direct reader either makes of a text what libyaml makes of it without a finding, or leaves it to libyaml.
@Suite struct PlainReaderTests {
  private static let symbols = SymbolTable(["status", "unit", "a", "b", "a-name-of-more-than-sixteen-bytes"])

  @Test(arguments: [
    "a: 1\n", "a: 1", "a:\n", "a:", "- a\n", "-\n- b\n", "a: x y  \nb: z\n", "a: \"x\"\nb: 'y'\n", "a: ''\nb: \"\"\n",
    "# c\n\na: 1 # d\n\n  # e\nb: 2\n", "a:  # c\n  - x # d\n", "a:\n- x\n- z\nb: 1\n",
    "a:\n  - b: 1\n    c:\n    - 2\n",
    "- - a\n  - b\n-   - c\n", "-  a: 1\n   b: 2\n", "a:\n\n   b:\n      c: 1\nd:\n  e:\nf: 1\n", "a: http://x.id/#a\n",
    "a: \"x # y: z\"\n", "a: 'it''s'\n", "a: \"\\\"x\\\\\\n\\t\"\n", "\"a b\": 1\n'c': 2\n", "- \"a\": 1\n  b: 2\n",
    "a: |\n  x\n   y\n\n  z\n\nb: 1\n", "a: >-\n  x\n  y\n\n\n  z\n", "- |-\n  x\n- |\n  y",
    "a: |\n    # x\n  # y\nb: 1\n",
    "a: []\nb: {}\nc: [ ]\n", "a: [x, 'y z', \"é\", -1, [2, {b: c}]]  # d\n", "a: {p: 1, 'q': [2], r: {s: t u}}\n",
    "a: true\nb: null\nc: false\nd: -1.50\ne: 0\nf: 0.1\n", "nama: Déwi 漢字 “x” – y\n", "a: 1\r\nb:\r\n  - x\r\n",
    "a: |\r\n  x\r\n  y\r\nb: >\r\n  x\r\n", "status: a\nunit: b\na-name-of-more-than-sixteen-bytes: c\nother: d\n",
    "a: x:y\nb: x#y\nc: (x)\nd: /y\n", "a: \"# x\"\n",
  ]) func plainTextsAreRead(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(PlainReader.read(bytes, limits: .record, symbols: Self.symbols) != nil)
    try check(bytes, Self.symbols)
    try check(bytes, nil)
  }

  @Test(arguments: [
    "", "\n", "# c\n", "a", "\"a\"\n", "[]\n", "{}\n", "\u{FEFF}a: 1\n", "---\na: 1\n", " a: 1\n", "a: 1\na: 2\n",
    "a: 1\n\"a\": 2\n", "a: {b: 1, b: 2}\n", "1: a\n", "no: a\n", "Null: a\n", "é: a\n", "a b: c\n", "a : 1\n", "a:1\n",
    "<<: {}\n", "a: 0123\n", "a: 1e400\n", "a: .inf\n", "a: NO\n", "a: y\n", "a: nULL\n", "a: 12:30\n", "a: 1_000\n",
    "a: 0o17\n", "a: +1\n", "a: Gang 3 #12\n", "a: #12\n", "a: \"x\"#y\n", "a: [x]#y\n", "a: b: c\n", "a: b:\n",
    "a: - b\n", "a: x\n  y\n", "a:\n  x\n", "a: \"x\n  y\"\n", "a: [x,\n  y]\n", "a: {b}\n", "a: {b: }\n", "a: {b:1}\n",
    "a: [x, ]\n", "a: [x\n", "a: [x}\n", "a: [- x]\n", "a: {b,c: 1}\n", "a: |+\n  x\n", "a: |2\n  x\n", "a: |\n\n  x\n",
    "a: |\nb: 1\n", "a: |\n  x\n     \n  y\n", "a: >\n  x\n   y\n", "a: &x y\n", "a: *x\n", "a: !t x\n", "a: @x\n",
    "a: \tx\n", "a: x\ty\n", "a: \"\\x41\"\n", "a: \"\\q\"\n", "a: x\u{85}y\n", "a: x\u{200B}y\n", "a: x\u{202E}y\n",
    "a: x\ry: z\n", "a: x\0\n", "a: \"x\" y\n", "a:\n  - x\n b: 1\n", "a:\n  b: 1\n - c\n", "- a\nb: 1\n",
    "a: 1\n- b\n",
    "? a\n: b\n", "a: 1\n...\n", "<<<<<<< x\na: 1\n", "a: \"\(String(repeating: "x", count: 9))\n", "a: x\n   ",
    "\(String(repeating: "k", count: 200)): 1\n", "a: \(String(repeating: "[", count: 30))\n",
  ]) func whatIsDoubtfulIsLeftToLibYAML(text: String) throws {
    #expect(PlainReader.read(Array(text.utf8), limits: .record, symbols: nil) == nil)
  }

  @Test func bytesThatAreNoTextAreLeftToLibYAML() {
    for bad: [UInt8] in [
      [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ] {
      for (before, after) in [("a: x", "\n"), ("a: \"x", "\"\n"), ("a: 'x", "'\n"), ("# x", "\na: 1\n"), ("a: x", "")] {
        let bytes = Array(before.utf8) + bad + Array(after.utf8)
        #expect(PlainReader.read(bytes, limits: .record, symbols: nil) == nil)
      }
    }
  }

  @Test func limitsAreKept() {
    let text = Array("a: {b: {c: [d]}}\n".utf8)
    let (bytes, nodes, depth) = (text.count, 8, 4)
    func isRead(_ limits: YAMLLimits) -> Bool { PlainReader.read(text, limits: limits, symbols: nil) != nil }
    #expect(isRead(YAMLLimits(bytes: bytes, nodes: nodes, depth: depth)))
    #expect(!isRead(YAMLLimits(bytes: bytes, nodes: nodes - 1, depth: depth)))
    #expect(!isRead(YAMLLimits(bytes: bytes, nodes: nodes, depth: depth - 1)))
    let reading = YAMLReader.read(text, path: "r.yaml", limits: YAMLLimits(bytes: bytes - 1, nodes: 9, depth: 9))
    #expect(reading.findings.map(\.code) == ["yaml/too-large"])
  }

  @Test func everyTailOfAWordIsReadToItsLastByte() throws {
    for length in 1...40 {
      let word = String(repeating: "k", count: length)
      for text in ["\(word):", "\(word): \(word)", "a: \"\(word)\"", "a: '\(word)é'", "- \(word)  ", "# \(word)\n- x"] {
        let bytes = Array(text.utf8)
        #expect(PlainReader.read(bytes, limits: .record, symbols: nil) != nil, "\(text)")
        try check(bytes, SymbolTable([word, word + "k"]))
      }
    }
  }

  @Test func shippedFilesAndWhatIsLikeThemAreRead() throws {
    var (all, read) = (0, 0)
    for bytes in Self.shipped {
      all += 1
      if try check(bytes, Self.symbols) { read += 1 }
    }
    #expect(all > 100)
    #expect(read * 10 > all * 9)
  }

  @Test func whatTheWriterWritesIsTheSameToBoth() throws {
    var values = MadeValues(chance: Chance(11))
    var read = 0
    let rounds = Self.rounds(3000)
    for _ in 0..<rounds {
      if try check(Array(YAMLWriter.text(of: values.object(4)).utf8), Self.symbols) { read += 1 }
    }
    #expect(read * 10 > rounds)
  }

  @Test func damagedTextsAreTheSameToBoth() throws {
    let shipped = Self.shipped.filter { $0.count < 3000 }
    var values = MadeValues(chance: Chance(12))
    var read = 0
    let rounds = Self.rounds(30_000)
    for seed in 0..<UInt64(rounds) {
      var made = MadeText(seed &+ Self.seed)
      let text: [UInt8] =
        switch seed % 6 {
        case 0: made.chance.pick(shipped)
        case 1: Array(YAMLWriter.text(of: values.object(3)).utf8)
        case 2: Array(made.text().utf8)
        default: Array(made.plain().utf8)
        }
      if try check(Mutation.mutate(text, &made.chance), seed % 2 == 0 ? Self.symbols : nil) { read += 1 }
    }
    #expect(read * 6 > rounds)
  }

  /// Whether the direct reader takes a text; if so, it must have made of it what libyaml makes of it.
  @discardableResult private func check(_ bytes: [UInt8], _ symbols: SymbolTable?) throws -> Bool {
    guard let document = PlainReader.read(bytes, limits: .record, symbols: symbols) else { return false }
    let text = String(decoding: bytes, as: UTF8.self).debugDescription
    let stream = YAMLReader.readStreamWithLibYAML(bytes, path: "r.yaml", symbols: symbols)
    try #require(stream.count == 1, "\(text)")
    for reading in [YAMLReader.readWithLibYAML(bytes, path: "r.yaml", symbols: symbols)] + stream {
      try #require(reading.findings.isEmpty, "\(reading.findings.map(\.code))\n\(text)")
      try compare(document, #require(reading.document, "\(text)"), text)
    }
    try #require(document.source == bytes && document.symbols === symbols)
    return true
  }

  private func compare(_ document: Document, _ expected: Document, _ text: String) throws {
    try #require(document.nodes.count == expected.nodes.count, "\(text)")
    for (node, (left, right)) in zip(document.nodes, expected.nodes).enumerated() {
      try #require(Self.facts(left) == Self.facts(right), "node \(node): \(left), not \(right)\n\(text)")
    }
    try #require(document.decoded == expected.decoded, "\(text)")
  }

  private static func facts(_ node: Node) -> [UInt32] {
    [
      UInt32(node.kind.rawValue), UInt32(node.style.rawValue), node.isDecoded ? 1 : 0, node.start, node.end,
      node.textStart, node.textLength, node.next, node.count,
    ]
  }

  /// How many cases; `KOJA_SOAK` is a factor for long runs, which then also begin elsewhere than the usual ones.
  private static func rounds(_ usual: Int) -> Int { usual * (soak ?? 1) }
  private static var soak: Int? { ProcessInfo.processInfo.environment["KOJA_SOAK"].flatMap { Int($0) } }
  private static var seed: UInt64 {
    ProcessInfo.processInfo.environment["KOJA_SEED"].flatMap { UInt64($0) } ?? 900_000
  }

  /// The records and schemas of this repository.
  private static let shipped: [[UInt8]] = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "../..")
    var files: [[UInt8]] = []
    for folder in ["records", "schemas"] {
      let paths = FileManager.default.subpaths(atPath: root.appending(path: folder).path) ?? []
      for path in paths.sorted() where path.hasSuffix(".yaml") {
        guard let data = try? Data(contentsOf: root.appending(path: "\(folder)/\(path)")) else { continue }
        files.append(Array(data))
      }
    }
    return files
  }()
}
