import KojaModel
import Testing

@testable import KojaYAML

@Suite struct HostileTests {
  private static let pieces = [
    ":", " ", "\n", "-", "- ", "? ", "{", "}", "[", "]", ",", "\"", "'", "#", "&a ", "*a", "!t ", "|", ">", "|+\n",
    "\t", "\r", "\0", "é", "\u{2028}", "\u{FEFF}", "---\n", "...\n", "<<: ", "\\", "%", "@", "  ", ": ", "a: 1\n",
  ]

  @Test func damagedTextsNeverCrashAndTreesStaySound() throws {
    var sound = 0
    for seed in 1...4000 as ClosedRange<UInt64> {
      var made = MadeText(seed &+ 50_000)
      var bytes = Array(made.text().utf8)
      for _ in 0...made.chance.below(4) {
        let at = made.chance.below(bytes.count + 1)
        let end = min(bytes.count, at + made.chance.below(3) * made.chance.below(6))
        bytes.replaceSubrange(at..<end, with: made.chance.pick(Self.pieces).utf8)
      }
      let reading = YAMLReader.read(bytes, path: "r.yaml")
      #expect(reading.document != nil || reading.hasErrors)
      #expect(reading.findings == reading.findings.sorted())
      guard let document = reading.document else { continue }
      try Self.checkTree(document)
      sound += 1
      for edit: YAMLEdit in Self.edits(of: document, &made.chance) {
        guard let result = try? YAMLEditor.apply([edit], to: bytes, path: "r.yaml", before: "status") else { continue }
        #expect(!YAMLReader.read(result, path: "r.yaml").hasErrors)
      }
    }
    #expect(sound > 800)
  }

  private static func edits(of document: Document, _ chance: inout Chance) -> [YAMLEdit] {
    let pairs = document.pairs(0)
    guard !pairs.isEmpty else { return [.remove(path: ["0"]), .append(path: ["0"], value: .null)] }
    let pair = chance.pick(pairs)
    let name = document.text(pair.key) ?? ""
    return [
      .set(path: [name], value: .string("x\ny")), .set(path: [name], value: .array([.null])),
      .set(path: ["baru"], value: .integer(1)), .append(path: [name], value: .object([.init("a", .null)])),
      .set(path: [name, "0"], value: .null), .remove(path: [name]), .remove(path: [name, "0"]),
    ]
  }

  /// Children lie inside their parents, in order, and every text is there.
  private static func checkTree(_ document: Document) throws {
    for node in document.nodes.indices {
      let facts = document.nodes[node]
      try #require(facts.start <= facts.end && facts.end <= document.source.count)
      let size = facts.isDecoded ? document.decoded.count : document.source.count
      try #require(Int(facts.textStart + facts.textLength) <= size)
      let children = document.items(node) + document.pairs(node).flatMap { [$0.key, $0.value] }
      try #require(children.count == Int(facts.count) * (facts.kind == .mapping ? 2 : 1))
      var last = facts.start
      for child in children {
        let (start, end) = (document.nodes[child].start, document.nodes[child].end)
        try #require(last <= start && end <= facts.end, "\(String(decoding: document.source, as: UTF8.self))")
        last = end
      }
    }
  }

  /// A text that is made to cost time or memory, and where its first finding is by the rules for records and by those
  /// for any YAML; nil where it is in order.
  struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let record: String?
    let any: String?

    init(_ name: String, _ text: String, record: String?, any: String?) {
      (testDescription, self.text, self.record, self.any) = (name, text, record, any)
    }

    init(_ name: String, _ text: String, _ both: String?) { self.init(name, text, record: both, any: both) }
  }

  private static let many = 1_000_000
  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  private static let bomb = (1...9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x]\n") { text, level in
    text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
  }

  private static let attacks = [
    Attack("depth in flow", times(many, "["), record: "yaml/too-deep 1:65", any: "yaml/too-deep 1:1001"),
    Attack(
      "depth in flow mappings", times(many / 4, "{a: "), record: "yaml/too-deep 1:257", any: "yaml/too-deep 1:4001"),
    Attack("depth in block", times(many / 2, "- "), record: "yaml/too-deep 1:129", any: "yaml/too-deep 1:2001"),
    Attack("depth in block, too large", times(many, "- "), record: "yaml/too-large 1:1", any: "yaml/too-deep 1:2001"),
    Attack(
      "depth in block mappings", (0..<1200).map { times($0, " ") + "a:\n" }.joined(), record: "yaml/too-deep 65:65",
      any: "yaml/too-deep 1001:1001"),
    Attack("a file of one line", times(10 * many, "x"), record: "yaml/too-large 1:1", any: nil),
    Attack("aliases of aliases", bomb, record: "yaml/anchor 1:5", any: "yaml/alias-budget 6:20"),
    Attack("a cycle", "&a [" + times(50_000, "*a,") + "]", record: "yaml/anchor 1:1", any: "yaml/alias-cycle 1:5"),
    Attack("equal keys", times(100_000, "abc: 1\n"), "yaml/duplicate-key 2:1"),
    Attack("equal keys in flow", "{" + times(100_000, "a: 1,") + "}", "yaml/duplicate-key 1:7"),
    Attack("a long key", times(2000, "k") + ": 1\n", "yaml/syntax 1:1"),
    Attack("findings", times(100_000, "- 007\n"), "yaml/leading-zero 1:3"),
    Attack("findings on one line", "[" + times(100_000, "no,") + "]", "yaml/ambiguous 1:2"),
    Attack("directives", (0..<9000).map { "%TAG !\($0)! b\n" }.joined() + "---\na: 1\n", "yaml/directive 66:1"),
    Attack("documents", times(100_001, "--- 1\n"), record: "yaml/documents 2:1", any: "yaml/too-many 100001:1"),
    Attack("conflicts", times(50_000, "<<<<<<< a\n"), "yaml/conflict 1:1"),
    Attack("quotes", times(many, "\""), "yaml/syntax 1:3"),
    Attack("stars", times(many, "*"), "yaml/syntax 1:1"),
    Attack("lone CR", times(many / 2, "a\r"), "yaml/line-break 1:2"),
    Attack("U+0085", times(many / 4, "a\u{85}"), "yaml/line-break 1:2"),
    Attack("U+2028", times(many / 4, "\u{2028}"), "yaml/line-break 1:1"),
    Attack("bidirectional controls", "a: " + times(many / 4, "\u{202E}"), "yaml/bidi 1:4"),
    Attack("what cannot be seen", "a: " + times(many / 4, "\u{200B}"), "yaml/invisible 1:4"),
    Attack("NUL", times(many, "\0"), "yaml/damaged 1:1"),
    Attack("lone surrogates", "a: \"" + times(9, "\\ud800") + "\"\n", "yaml/syntax 1:5"),
    Attack("empty lines", times(many, "\n"), "yaml/empty 1:1"),
  ]

  @Test(arguments: attacks) func attacksEndWithAFindingAtItsPlace(attack: Attack) {
    func first(_ findings: [Finding]) -> String? {
      #expect(findings.count <= 200)
      return findings.first.map { "\($0.code) \($0.place.start.line):\($0.place.start.column)" }
    }
    let bytes = Array(attack.text.utf8)
    #expect(first(YAMLReader.read(bytes, path: "r.yaml").findings) == attack.record)
    #expect(first(YAMLReader.readStream(bytes, path: "r.yaml").flatMap(\.findings)) == attack.any)
  }
}
