package import KojaCivic
package import KojaModel

/// How two versions of a record differ in meaning: order, quoting, comments and blank lines do not count.
///
/// Where there are several versions before it (a merge), what any of `others` held already is no difference.
package struct RecordComparison: Sendable {
  /// Fields whose value differs, in the order of the new version; `status` and `timeline` are told apart below.
  package let fields: [FieldChange]
  /// The states before and after, when they differ.
  package let states: (from: String?, to: String?)?
  /// Entries that the timeline gained; their nodes are those of the new version.
  package let gained: [TimelineEntry]
  /// Entries that are still there and say something else.
  package let altered: [(old: TimelineEntry, new: TimelineEntry)]
  /// Entries that are not there any more; their nodes are those of the old version.
  package let lost: [TimelineEntry]

  /// Whether both versions say the same.
  package var isSame: Bool { fields.isEmpty && states == nil && gained.isEmpty && altered.isEmpty && lost.isEmpty }

  /// Compares two versions; nil is no record.
  ///
  /// - Parameter others: The versions in the other parents of a merge.
  package init(_ old: Document?, _ new: Document?, others: [Document?] = []) {
    let names = others.map { other in Set(FieldChange.between(other, new).map { Key($0.field) }) }
    fields = FieldChange.between(old, new).filter { change in names.allSatisfy { $0.contains(Key(change.field)) } }
    let (from, to) = (old?.string(at: "status"), new?.string(at: "status"))
    let isKnown = others.contains { Self.same($0?.string(at: "status"), to) }
    states = Self.same(from, to) || isKnown ? nil : (from, to)
    let come = Self.entries(of: new, missingIn: [old] + others)
    let gone = Self.entries(of: old, missingIn: [new])
    // An entry keeps its place when it is corrected; at another place it is another entry.
    altered = gone.compactMap { place, entry in come.first { $0.place == place }.map { (entry, $0.entry) } }
    gained = come.filter { place, _ in !gone.contains { $0.place == place } }.map(\.entry)
    lost = gone.filter { place, _ in !come.contains { $0.place == place } }.map(\.entry)
  }

  private static func same(_ left: String?, _ right: String?) -> Bool { left.map { Key($0) } == right.map { Key($0) } }

  /// The entries of a version for which no other version has an equal one, with their positions.
  private static func entries(of document: Document?, missingIn others: [Document?]) -> [(
    place: Int, entry: TimelineEntry
  )] {
    guard let document else { return [] }
    let entries = TimelineEntry.all(in: document)
    var isMissing = [Bool](repeating: true, count: entries.count)
    for case let other? in others {
      var rest = TimelineEntry.all(in: other)[...]
      for (index, entry) in entries.enumerated() {
        // Timelines grow at their end: the first that is left is nearly always the one.
        let match = rest.firstIndex { document.isSame(entry.node, as: $0.node, in: other) }
        guard let match else { continue }
        rest.remove(at: match)
        isMissing[index] = false
      }
    }
    return entries.indices.filter { isMissing[$0] }.map { ($0, entries[$0]) }
  }
}
