package import KojaModel

/// What the index and the filter language know of a collection: names, types, labels.
package struct CollectionLayout: Sendable {
  /// A state of the workflow.
  package struct State: Sendable {
    /// The state as records spell it.
    package var name: String
    /// `open`, `waiting` or `closed`.
    package var family: String
    /// The state for people.
    package var label: Phrase

    /// A state of the workflow.
    package init(_ name: String, family: String, label: Phrase) {
      self.name = name
      self.family = family
      self.label = label
    }
  }

  /// The collection: the folder below `records/`.
  package var name: String
  /// One record of it, for people.
  package var label: Phrase
  /// The columns, in the order in which they are shown.
  package var columns: [Column]
  /// The name of the column that titles a record.
  package var titleColumn: String?
  /// The name of the column that dates a record, from which `age:` counts.
  package var dateColumn: String?
  /// The workflow's states; empty without a workflow.
  package var states: [State]
  /// The workflow's clocks.
  package var clocks: [Labelled]
  /// The name of the column that says since when a record no longer counts.
  package var withdrawnColumn: String?

  /// A layout. See the properties.
  package init(
    _ name: String, label: Phrase? = nil, columns: [Column], titleColumn: String? = nil, dateColumn: String? = nil,
    states: [State] = [], clocks: [Labelled] = [], withdrawnColumn: String? = nil
  ) {
    self.name = name
    self.label = label ?? Phrase(name)
    self.columns = columns
    self.titleColumn = titleColumn
    self.dateColumn = dateColumn
    self.states = states
    self.clocks = clocks
    self.withdrawnColumn = withdrawnColumn
  }

  /// The position of a column.
  func position(of column: String?) -> Int? {
    guard let column else { return nil }
    return columns.firstIndex { $0.name.sameBytes(as: column) }
  }
}
