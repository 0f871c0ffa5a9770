package import KojaModel

/// One clock of one record, as the civic rules compute it for a given now.
package struct ClockRow: Sendable {
  /// The record's id.
  package var record: String
  /// The clock's name.
  package var clock: String
  /// When it runs out, seconds since 1970; nil when that is not known.
  package var dueSeconds: Int?
  /// `running`, `paused`, `stopped` or `unknown`.
  package var state: String
  /// When it stopped, seconds since 1970.
  package var stoppedSeconds: Int?
  /// Whether it is overdue at that now.
  package var isOverdue: Bool

  /// A clock of a record. See the properties.
  package init(
    record: String, clock: String, dueSeconds: Int?, state: String, stoppedSeconds: Int? = nil, isOverdue: Bool
  ) {
    self.record = record
    self.clock = clock
    self.dueSeconds = dueSeconds
    self.state = state
    self.stoppedSeconds = stoppedSeconds
    self.isOverdue = isOverdue
  }
}

/// A question about the records of one collection.
package struct RecordQuery {
  /// The collection.
  package var collection: String
  /// Which records, in which order.
  package var filter: Filter
  /// What to say of each.
  package var columns: [Field]
  /// Whether the rows carry the whole records.
  package var includesRecords: Bool
  /// How many rows at most.
  package var limit: Int?
  /// The moment of asking; its offset is the zone in which days and months are told apart and due times shown.
  package var now: Timestamp
  /// The clocks of every record of the collection, asked for only when the answer needs them.
  package var clocks: ((_ collection: String) -> [ClockRow])?

  /// A question. See the properties.
  package init(
    _ collection: String, filter: Filter = .everything, columns: [Field] = [], includesRecords: Bool = false,
    limit: Int? = nil, now: Timestamp, clocks: ((_ collection: String) -> [ClockRow])? = nil
  ) {
    self.collection = collection
    self.filter = filter
    self.columns = columns
    self.includesRecords = includesRecords
    self.limit = limit
    self.now = now
    self.clocks = clocks
  }
}

/// A record in an answer.
package struct RecordRow: Sendable {
  /// The collection.
  package var collection: String
  /// The id.
  package var id: String
  /// The path relative to the store.
  package var path: String
  /// The asked columns, in the asked order, as the record has them; null where it has none.
  package var values: [Value]
  /// The whole record, when it was asked for.
  package var record: Value?
}

/// A group in a count.
package struct CountRow: Sendable, Hashable {
  /// What the records of the group have in common, one value for each field that was counted by.
  package var values: [Value]
  /// How many they are.
  package var count: Int

  /// A group in a count.
  package init(values: [Value], count: Int) {
    self.values = values
    self.count = count
  }
}
