package import KojaModel

/// A record on its way into the index: its tree, and what the civic rules make of it.
package struct IndexedRecord: Sendable {
  /// The collection: the folder below `records/`.
  package let collection: String
  /// The id: the file's name without `.yaml`.
  package let id: String
  /// The path relative to the store, with `/`.
  package let path: String
  /// The whole record.
  package let document: Document
  /// The entries of the timeline that count, each with the state after it; nil where no workflow tells.
  package let states: [(position: Int, state: String?)]?
  /// The clocks that have started.
  package let clocks: [ClockRow]

  /// A record on its way into the index. See the properties.
  package init(
    collection: String, id: String, path: String, document: Document, states: [(position: Int, state: String?)]? = nil,
    clocks: [ClockRow] = []
  ) {
    self.collection = collection
    self.id = id
    self.path = path
    self.document = document
    self.states = states
    self.clocks = clocks
  }
}

/// One clock of one record, as the civic rules compute it; whether it is overdue, the present decides.
package struct ClockRow: Sendable, Hashable {
  /// The clock's name.
  package var clock: String
  /// When it started, seconds since 1970.
  package var startedSeconds: Int?
  /// When it runs out, seconds since 1970; nil when that is not known.
  package var dueSeconds: Int?
  /// `running`, `paused`, `stopped` or `unknown`.
  package var state: String
  /// When it stopped, seconds since 1970.
  package var stoppedSeconds: Int?
  /// The calendar that it counts by.
  package var calendar: String?
  /// The record whose field is its limit, as `collection/id`; nil where the limit stands elsewhere.
  package var source: String?

  /// A clock of a record. See the properties.
  package init(
    clock: String, startedSeconds: Int? = nil, dueSeconds: Int?, state: String, stoppedSeconds: Int? = nil,
    calendar: String? = nil, source: String? = nil
  ) {
    self.clock = clock
    self.startedSeconds = startedSeconds
    self.dueSeconds = dueSeconds
    self.state = state
    self.stoppedSeconds = stoppedSeconds
    self.calendar = calendar
    self.source = source
  }
}
