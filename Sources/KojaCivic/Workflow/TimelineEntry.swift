package import KojaModel

/// One entry of a record's timeline, as it is written.
package struct TimelineEntry: Sendable {
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

  /// Keys of an entry that are not fields set by its action.
  package static let ownKeys = [
    "action", "at", "by", "entered_by", "recorded_at", "note", "reason", "audience", "annuls",
  ]

  /// The key of the timeline in a record.
  package static let key = "timeline"

  /// Reads one entry.
  package init(_ node: NodeIndex, in document: Document) {
    // One pass over the keys: a store has half a million entries.
    var own = [NodeIndex?](repeating: nil, count: Self.ownKeys.count)
    var fields: [(name: String, node: NodeIndex)] = []
    for (key, value) in document.pairs(node) {
      guard let name = document.text(key) else { continue }
      if let place = Self.ownKeys.firstIndex(where: { $0.sameBytes(as: name) }) {
        own[place] = own[place] ?? value
      } else {
        fields.append((name, value))
      }
    }
    func text(_ key: String) -> String? {
      Self.ownKeys.firstIndex(of: key).flatMap { own[$0] }.flatMap { document.text($0) }
    }
    self.node = node
    self.fields = fields
    action = text("action")
    at = text("at").flatMap { Timestamp($0) }
    by = text("by")
    recordedAt = text("recorded_at").flatMap { Timestamp($0) }
    reason = text("reason")
    annuls = text("annuls")
  }

  /// All entries of a record in their order.
  package static func all(in document: Document) -> [TimelineEntry] {
    guard let timeline = document.value(key) else { return [] }
    return document.items(timeline).map { TimelineEntry($0, in: document) }
  }
}
