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

  /// A list whose items are what other systems call the record: `lapor:1234567`.
  package struct Naming: Sendable {
    /// The keys that lead to the list.
    package var path: [String]
    /// The members of an item that make a name, in the order in which people type them.
    package var members: [String]

    /// A list of names.
    package init(_ path: [String], members: [String]) { (self.path, self.members) = (path, members) }
  }

  /// The collection: the folder below `records/`.
  package var name: String
  /// One record of it, for people.
  package var label: Phrase
  /// The columns, in the order in which they are shown.
  package var columns: [Column]
  /// What holds columns and is none itself: mappings, and lists of them.
  package var containers: [Labelled]
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
  /// The keys that lead to values above the audience `internal`. Records are found by them, and no answer tells them: they
  /// are in no view, and left out of what is kept as JSON.
  package var closed: [[String]]
  /// The lists of what other systems call a record.
  package var namings: [Naming]
  /// The mappings whose parts other records name, see ``Layouts``.
  package var borrowing: [String]

  /// Whether answers may tell what is marked for an audience; a mark that nobody knows is for none.
  package static func isOpen(_ audience: String) -> Bool { audience == "public" || audience == "internal" }

  /// A layout. See the properties.
  package init(
    _ name: String, label: Phrase? = nil, columns: [Column], containers: [Labelled] = [], titleColumn: String? = nil,
    dateColumn: String? = nil, states: [State] = [], clocks: [Labelled] = [], withdrawnColumn: String? = nil,
    closed: [[String]] = [],
    namings: [Naming] = [], borrowing: [String] = []
  ) {
    self.name = name
    self.label = label ?? Phrase(name)
    self.columns = columns
    self.containers = containers
    self.titleColumn = titleColumn
    self.dateColumn = dateColumn
    self.states = states
    self.clocks = clocks
    self.withdrawnColumn = withdrawnColumn
    self.closed = closed
    self.namings = namings
    self.borrowing = borrowing
  }

  /// The position of a column.
  func position(of column: String?) -> Int? {
    guard let column else { return nil }
    return columns.firstIndex { $0.name.sameBytes(as: column) }
  }
}
