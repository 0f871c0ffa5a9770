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
}
