extension Document {
  /// A document that was made, not read: its source is the value as JSON on one line.
  package convenience init(_ value: Value) {
    var maker = Maker()
    maker.add(value)
    self.init(source: maker.source, nodes: maker.nodes, decoded: maker.decoded)
  }

  /// Writes a value and notes where everything stands.
  private struct Maker {
    var source: [UInt8] = []
    var nodes = ContiguousArray<Node>()
    var decoded = ContiguousArray<UInt8>()

    mutating func add(_ value: Value) {
      let (start, node) = (UInt32(source.count), nodes.count)
      var facts = Node(kind: .null, style: .plain, start: start, end: start)
      nodes.append(facts)
      switch value {
      case .null: source += Array("null".utf8)
      case .boolean(let flag):
        facts.kind = .boolean
        facts.textStart = start
        source += Array((flag ? "true" : "false").utf8)
        facts.textLength = UInt32(source.count) - start
      case .number(let text):
        facts.kind = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D } ? .integer : .float
        facts.textStart = start
        source += Array(text.utf8)
        facts.textLength = UInt32(source.count) - start
      case .string(let text): set(text, in: &facts)
      case .array(let items):
        (facts.kind, facts.style, facts.count) = (.sequence, .flow, UInt32(items.count))
        source.append(UInt8(ascii: "["))
        for (position, item) in items.enumerated() {
          if position > 0 { source += Array(", ".utf8) }
          add(item)
        }
        source.append(UInt8(ascii: "]"))
      case .object(let members):
        (facts.kind, facts.style, facts.count) = (.mapping, .flow, UInt32(members.count))
        source.append(UInt8(ascii: "{"))
        for (position, member) in members.enumerated() {
          if position > 0 { source += Array(", ".utf8) }
          add(.string(member.name))
          source += Array(": ".utf8)
          add(member.value)
        }
        source.append(UInt8(ascii: "}"))
      }
      facts.end = UInt32(source.count)
      facts.next = UInt32(nodes.count)
      nodes[node] = facts
    }

    private mutating func set(_ text: String, in facts: inout Node) {
      (facts.kind, facts.style, facts.isDecoded) = (.string, .doubleQuoted, true)
      facts.textStart = UInt32(decoded.count)
      decoded += Array(text.utf8)
      facts.textLength = UInt32(decoded.count) - facts.textStart
      var written = ""
      Value.writeString(text, to: &written)
      source += Array(written.utf8)
    }
  }
}
