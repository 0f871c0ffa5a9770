package import KojaModel

/// One entry of a record's timeline, as it is written. A class: what replays a timeline hands its entries on and on.
package final class TimelineEntry: Sendable {
  /// Where the entry stands in its document.
  package let node: NodeIndex
  /// The code of what happened; nil when the entry does not say.
  package let action: String?
  /// When it happened; nil when missing or unreadable.
  package let at: Timestamp?
  /// The officer who did it.
  package let by: String?
  /// When it was entered, where that differs.
  package let recordedAt: Timestamp?
  /// The reason code.
  package let reason: String?
  /// The action of the entry that it takes back, where it does that.
  package let annuls: String?
  /// Fields that the action set, as dotted names with their nodes.
  package let fields: [(name: String, node: NodeIndex)]

  /// Keys of an entry that are not fields set by its action; their places are those that reading an entry counts by.
  package static let ownKeys = [
    "action", "at", "by", "entered_by", "recorded_at", "note", "reason", "audience", "annuls",
  ]

  /// The key of the timeline in a record.
  package static let key = "timeline"

  private static let places = ByteSet(ownKeys)

  /// Reads one entry by one look at each of its keys: a store has half a million entries.
  init(_ node: NodeIndex, in view: DocumentView) {
    var own = SIMD16<Int32>(repeating: -1)
    var fields: [(name: String, node: NodeIndex)] = []
    if view.nodes[node].kind == .mapping {
      var key = node + 1
      let end = Int(view.nodes[node].next)
      while key < end {
        if let place = Self.places[view.text(key)] {
          own[Int(place)] = Int32(key + 1)
        } else {
          fields.append((String(decoding: view.text(key), as: UTF8.self), key + 1))
        }
        key = Int(view.nodes[key + 1].next)
      }
    }
    func text(_ place: Int) -> String? { own[place] < 0 ? nil : view.spelling(Int(own[place])) }
    func moment(_ place: Int) -> Timestamp? { own[place] < 0 ? nil : Timestamp(view.text(Int(own[place]))) }
    self.node = node
    self.fields = fields
    (action, at, by, recordedAt) = (text(0), moment(1), text(2), moment(4))
    (reason, annuls) = (text(6), text(8))
  }

  /// All entries of a record in their order.
  package static func all(in document: Document) -> [TimelineEntry] {
    guard let timeline = document.value(key) else { return [] }
    let entries = document.items(timeline)
    return document.withView { view in entries.map { TimelineEntry($0, in: view) } } ?? []
  }
}

extension TimelineEntry {
  /// The entries of a version that an older one does not have. Two that are alike are two: each old one stands for one.
  package static func added(to new: Document, since old: Document) -> [TimelineEntry] {
    var known = all(in: old)
    return all(in: new).filter { entry in
      guard let index = known.firstIndex(where: { new.isSame(entry.node, as: $0.node, in: old) }) else { return true }
      known.remove(at: index)
      return false
    }
  }
}
