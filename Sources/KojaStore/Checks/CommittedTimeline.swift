internal import KojaCivic
internal import KojaModel

/// How the timeline of a record came about: what it is, and what it was before each change that was none of growth.
struct CommittedTimeline {
  private struct Entry {
    let document: Document
    let node: NodeIndex

    static func all(_ document: Document) -> [Entry] {
      TimelineEntry.all(in: document).map { Entry(document: document, node: $0.node) }
    }

    func isSame(_ other: Entry) -> Bool { document.isSame(node, as: other.node, in: other.document) }
  }

  private var present: [Entry] = []
  /// The timelines that were lost, the one that was lost last at the end, each with what has come since. What a merge
  /// lost are the timelines of its sides: they have to be there again, the entries of one among those of the other.
  private var lost: [[[Entry]]] = []

  /// Goes on to the next version.
  mutating func take(_ version: RecordPast.Version) {
    let others = version.others.map(Entry.all)
    guard let document = version.document else {
      if !others.isEmpty { lost.append([present] + others) }
      return
    }
    let next = Entry.all(document)
    defer { present = next }
    let isWhole = others.allSatisfy { Self.end(of: $0, in: next) != nil }
    if Self.begins(next, with: [present]) {
      let new = next.dropFirst(present.count)
      lost = lost.map { sides in sides.map { $0 + new } }
    } else if let place = lost.lastIndex(where: { Self.begins(next, with: $0) }) {
      let new = next.dropFirst(Self.distinct(lost[place]))
      lost = lost[..<place].map { sides in sides.map { $0 + new } }
    } else if others.isEmpty {
      lost.append([present])
    } else {
      // What came from the other side stands in between, or what was there is missing.
      lost = isWhole && Self.end(of: present, in: next) != nil ? [] : [[present] + others]
      return
    }
    if !isWhole { lost.append([present] + others) }
  }

  /// Whether a timeline is again one that was lost.
  func isRepaired(by document: Document) -> Bool {
    let next = Entry.all(document)
    return lost.contains { Self.begins(next, with: $0) }
  }

  /// Whether a timeline begins with all entries of some others and with nothing else, each in its order.
  private static func begins(_ next: [Entry], with sides: [[Entry]]) -> Bool {
    var length = 0
    for side in sides {
      guard let end = end(of: side, in: next) else { return false }
      length = max(length, end)
    }
    return length == distinct(sides)
  }

  /// Where the entries of a timeline end in another one that has them all in their order; nil where it has not.
  private static func end(of side: [Entry], in next: [Entry]) -> Int? {
    var place = 0
    for entry in side {
      guard let found = next[place...].firstIndex(where: { $0.isSame(entry) }) else { return nil }
      place = found + 1
    }
    return place
  }

  /// How many entries some timelines have together.
  private static func distinct(_ sides: [[Entry]]) -> Int {
    var all = sides.first ?? []
    for side in sides.dropFirst() {
      all += side.filter { entry in !all.contains { $0.isSame(entry) } }
    }
    return all.count
  }
}
