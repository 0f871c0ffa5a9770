import Foundation
import KojaModel
import Testing

@testable import KojaYAML

@Suite struct PropertyTests {
  @Test func everyValueSurvivesWritingAndReading() throws {
    var values = MadeValues(chance: Chance(7))
    for round in 0..<2000 {
      let value = round % 3 == 0 ? values.object(4) : values.value(4)
      guard value != .null else { continue }
      let text = YAMLWriter.text(of: value, comment: round % 5 == 0 ? "satu\n\ndua" : nil)
      let reading = read(text)
      try #require(reading.findings.isEmpty, "\(reading.findings.map(\.message.en))\n\(text.debugDescription)")
      let document = try #require(reading.document)
      try #require(document.value(of: 0).isSame(as: value), "\(value.json())\n\(text)")
    }
  }

  /// How many edits; `KOJA_SOAK` is a factor for long runs.
  private static let edits =
    ProcessInfo.processInfo.environment["KOJA_SOAK"].flatMap { UInt64($0) }.map { 5_000 * $0 } ?? 2_000

  @Test func randomEditsDoWhatIsMeantAndLeaveOtherLines() throws {
    var (done, refusals): (Int, [String: Int]) = (0, [:])
    for seed in 1...Self.edits {
      var made = MadeText(seed)
      let text = made.text()
      let reading = read(text)
      try #require(!reading.hasErrors, "\(reading.findings.map(\.message.en))\n\(text)")
      let document = try #require(reading.document)
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
        refusals[error.message.en.replacing(#/`.*?`/#, with: "…"), default: 0] += 1
        continue
      }
      done += 1
      let after = try #require(YAMLReader.read(result, path: "r.yaml").document)
      try #require(after.value(of: 0).isSame(as: intended), "\(edit)\n\(text)")
      try #require(
        Self.complaints(edit, node, document, result) == [],
        "\(edit)\n\(text)\n\(String(decoding: result, as: UTF8.self))")
    }
    let refused = refusals.values.reduce(0, +)
    print("edits: \(done) done, \(refused) refused: \(refusals)")
    #expect(done > Self.edits / 2)
    #expect(refused * 50 < done)
  }

  /// What an edit did to lines and habits that are none of its business.
  private static func complaints(_ edit: YAMLEdit, _ node: NodeIndex, _ document: Document, _ result: [UInt8])
    -> [String]
  {
    let old = document.source
    let head = zip(old, result).prefix { $0 == $1 }.count
    let tail = zip(old.dropFirst(head).reversed(), result.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    var reach = Reach(document, lastKey: nil).range(of: edit)
    if case .set(let path, let value) = edit, document.node(at: path) != nil,
      document.nodes[node].style == .block || value.isCollection
    {
      // A new collection may take the place of the old value entry by entry, each with its comments.
      reach = reach.lowerBound..<Self.end(of: path, in: document)
    }
    var complaints: [String] = []
    let same = zip(old.reversed(), result.reversed()).prefix { $0 == $1 }.count
    if head < reach.lowerBound || same < old.count - reach.upperBound { complaints.append("other lines changed") }
    let text = String(decoding: old, as: UTF8.self)
    let isCarriage = text.utf8.contains(0x0D)
    let added = result.dropFirst(max(0, head - 1)).dropLast(tail)
    if isCarriage, zip(added, added.dropFirst()).contains(where: { $0 != 0x0D && $1 == 0x0A }) {
      complaints.append("a line break of the other kind")
    }
    if !isCarriage, result.contains(0x0D) { complaints.append("a carriage return") }
    if old.starts(with: [0xEF, 0xBB, 0xBF]) != result.starts(with: [0xEF, 0xBB, 0xBF]) {
      complaints.append("the mark")
    }
    if old.last == 0x0A, result.last != 0x0A { complaints.append("no final line break") }
    // Comments beside, above and below stay, but for those of what goes.
    let own: Range<Int> =
      if case .remove = edit {
        reach
      } else if case .set(let path, _) = edit, document.node(at: path) != nil {
        Self.lines(of: node, path, in: document)
      } else {
        0..<0
      }
    let kept = Set(comments(result).map(\.text))
    for comment in comments(old) where !own.contains(comment.at) && !kept.contains(comment.text) {
      complaints.append("lost \(comment.text)")
    }
    return complaints
  }

  /// The end of what goes with a value: of its last part the comments behind it go along.
  private static func end(of path: [String], in document: Document) -> Int {
    var (path, end) = (path, 0)
    while let node = document.node(at: path) {
      end = max(end, Reach(document, lastKey: nil).range(of: .remove(path: path)).upperBound)
      let items = document.items(node)
      guard
        let last = document.pairs(node).last.map({ document.text($0.key) ?? "" }) ?? items.indices.last.map({ "\($0)" })
      else { break }
      path.append(last)
    }
    return end
  }

  /// What goes with a value: of a block the lines below its key to the end of the last.
  private static func lines(of node: NodeIndex, _ path: [String], in document: Document) -> Range<Int> {
    let range = document.range(node)
    let plan = EditPlan(document, path: "r.yaml", lastKey: nil, allowsLiterals: true)
    guard document.nodes[node].style == .block, let slot = try? plan.slot(path) else { return range }
    let source = SourceText(document.source)
    return min(
      range.lowerBound, source.nextLine(slot.start))..<Reach(document, lastKey: nil).range(of: .remove(path: path))
      .upperBound
  }

  /// The comments of a made-up text; each has a number of its own.
  private static func comments(_ bytes: [UInt8]) -> [(at: Int, text: String)] {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.ranges(of: #/# komentar [0-9]+/#).map { range in
      (text.utf8.distance(from: text.startIndex, to: range.lowerBound), String(text[range]))
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

extension Value {
  fileprivate var isCollection: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
