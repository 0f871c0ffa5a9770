package import KojaModel

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

  /// A question. See the properties.
  package init(
    _ collection: String, filter: Filter = .everything, columns: [Field] = [], includesRecords: Bool = false,
    limit: Int? = nil, now: Timestamp
  ) {
    self.collection = collection
    self.filter = filter
    self.columns = columns
    self.includesRecords = includesRecords
    self.limit = limit
    self.now = now
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
