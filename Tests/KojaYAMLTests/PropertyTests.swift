import KojaModel
import Testing

@testable import KojaYAML

@Suite struct PropertyTests {
  @Test func everyValueSurvivesWritingAndReading() throws {
    var values = MadeValues(chance: Chance(7))
    for round in 0..<4000 {
      let value = round % 3 == 0 ? values.object(4) : values.value(4)
      guard value != .null else { continue }
      let text = YAMLWriter.text(of: value, comment: round % 5 == 0 ? "satu\n\ndua" : nil)
      let reading = read(text)
      try #require(reading.findings.isEmpty, "\(reading.findings.map(\.message.en))\n\(text.debugDescription)")
      let document = try #require(reading.document)
      try #require(document.value(of: 0).isSame(as: value), "\(value.json())\n\(text)")
    }
  }

  @Test func randomEditsDoWhatIsMeantAndLeaveOtherLines() throws {
    var (done, refused, dirty) = (0, 0, 0)
    for seed in 1...3000 as ClosedRange<UInt64> {
      var made = MadeText(seed)
      let text = made.text()
      guard let document = read(text).document, !read(text).hasErrors else {
        dirty += 1
        continue
      }
      var chance = made.chance
      var values = MadeValues(chance: Chance(seed &+ 99))
      let (path, node) = Self.target(in: document, &chance)
      let value = values.value(2)
      let edit: YAMLEdit =
        switch chance.below(4) {
        case 0: .set(path: path, value: value)
        case 1: .set(path: path + ["baru"], value: value)
        case 2 where document.kind(node) == .sequence: .append(path: path, value: value)
        case 2: .append(path: ["daftar"], value: value)
        default: .remove(path: path)
        }
      guard let intended = try? Intention(edit: edit, lastKey: nil).applied(to: document.value(of: 0)) else { continue }
      let result: [UInt8]
      do {
        result = try YAMLEditor.apply([edit], to: document.source, path: "r.yaml")
      } catch {
        refused += 1
        continue
      }
      done += 1
      let after = try #require(YAMLReader.read(result, path: "r.yaml").document)
      try #require(after.value(of: 0).isSame(as: intended), "\(edit)\n\(text)")
      try Self.checkLines(edit, node, document, result)
    }
    #expect(dirty == 0)
    #expect(done > 1500)
    #expect(refused * 25 < done)
  }

  /// Lines outside the touched ones are the same bytes, in the same order.
  private static func checkLines(_ edit: YAMLEdit, _ node: NodeIndex, _ document: Document, _ result: [UInt8]) throws {
    let old = document.source.split(separator: 0x0A, omittingEmptySubsequences: false)
    let new = result.split(separator: 0x0A, omittingEmptySubsequences: false)
    let table = LineTable(document.source)
    let range = document.range(node)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let (first, last) = (table.position(of: range.lowerBound).line, table.position(of: range.upperBound).line)
    switch edit {
    case .set(let path, _) where document.node(at: path) != nil:
      #expect(head >= first - (document.nodes[node].style == .block ? 4 : 1), "\(edit)")
      #expect(tail >= old.count - last - 1, "\(edit)\n\(String(decoding: document.source, as: UTF8.self))")
    case .remove:
      let lost = old.count - new.count
      #expect(lost <= last - first + 6)
    default:
      // Adding keeps every comment.
      let comments = old.filter { $0.contains(UInt8(ascii: "#")) }.count
      #expect(new.filter { $0.contains(UInt8(ascii: "#")) }.count >= comments, "\(edit)")
    }
  }

  private static func target(in document: Document, _ chance: inout Chance) -> (path: [String], node: NodeIndex) {
    var (path, node): ([String], NodeIndex) = ([], 0)
    while true {
      let pairs = document.pairs(node)
      let items = document.items(node)
      guard path.isEmpty || chance.below(3) > 0, !(pairs.isEmpty && items.isEmpty) else { return (path, node) }
      if pairs.isEmpty {
        let index = chance.below(items.count)
        (path, node) = (path + [String(index)], items[index])
      } else {
        let pair = chance.pick(pairs)
        (path, node) = (path + [document.text(pair.key) ?? ""], pair.value)
      }
    }
  }
}
