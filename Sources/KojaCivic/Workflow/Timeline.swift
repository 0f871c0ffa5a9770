package import KojaModel

/// The entries of a record, and which of them count.
///
/// A timeline only grows, so a mistake is taken back by an entry that names it (`action: annul`, `annuls: assign`): the
/// pair stays to be read, and states, clocks and fields are computed as if neither were there. Only what came last can be
/// taken back, for what came after it was built on it; remarks build on nothing.
package struct Timeline: Sendable {
  /// Everything that is written, in its order.
  package let entries: [TimelineEntry]
  /// The positions of the entries that count, ascending.
  package let counted: [Int]
  /// The annulled entries with those that annul them, by position.
  package let annulled: [Int: Int]

  /// Finds out which entries count. An annulment that does not name what came last takes nothing back.
  package init(_ entries: [TimelineEntry]) {
    self.entries = entries
    var (counted, annulled): ([Int], [Int: Int]) = ([], [:])
    for (position, entry) in entries.enumerated() {
      guard entry.isAnnulment else {
        counted.append(position)
        continue
      }
      guard let name = entry.annuls, let place = Self.last(name, among: counted, entries) else { continue }
      annulled[counted.remove(at: place)] = position
    }
    (self.counted, self.annulled) = (counted, annulled)
  }

  /// The entries of a record.
  package init(of document: Document) { self.init(TimelineEntry.all(in: document)) }

  /// The place among `counted` of the entry that an annulment of this name takes back; the first one is never taken back.
  private static func last(_ name: String, among counted: [Int], _ entries: [TimelineEntry]) -> Int? {
    let place = counted.lastIndex { position in
      entries[position].isNamed(name) || !entries[position].isNamed(Workflow.Standing.remark.name)
    }
    return place.flatMap { $0 > 0 && entries[counted[$0]].isNamed(name) ? $0 : nil }
  }

  /// The position of the entry that an annulment at the end would take back: the last one that is no remark; nil where
  /// that is the first.
  package var open: Int? {
    let place = counted.lastIndex { !entries[$0].isNamed(Workflow.Standing.remark.name) }
    return place.flatMap { $0 > 0 ? counted[$0] : nil }
  }

  /// The timeline as it was before an entry was written.
  package func before(_ position: Int) -> Timeline { Timeline(Array(entries[..<position])) }
}

extension TimelineEntry {
  /// Whether it takes another one back.
  package var isAnnulment: Bool { isNamed(Workflow.Standing.annul.name) }

  /// Whether it says this action.
  func isNamed(_ name: String) -> Bool { action?.sameBytes(as: name) ?? false }
}
