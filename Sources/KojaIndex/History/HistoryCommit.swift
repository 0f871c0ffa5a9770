package import KojaModel

/// A commit in the history.
package struct HistoryCommit: Sendable {
  /// Its name, in hex.
  package let id: String
  /// The names of its parents.
  package let parents: [String]
  /// When it was made, as its author says.
  package let at: Timestamp
  /// When it was recorded, in seconds; orders commits.
  package let committedAt: Int
  /// Who made it.
  package let author: (name: String, email: String)
  /// The path of the folder that its changes were read from; nil for none.
  package let place: String?

  /// A commit. See the properties.
  package init(
    id: String, parents: [String], at: Timestamp, committedAt: Int, author: (name: String, email: String),
    place: String? = ""
  ) {
    self.id = id
    self.parents = parents
    self.at = at
    self.committedAt = committedAt
    self.author = author
    self.place = place
  }
}

/// A change of a record as the history gives it back.
package struct HistoryRow: Sendable {
  /// The commit's name, in hex.
  package let commit: String
  /// When the commit was made, as its author says.
  package let at: Timestamp
  /// Who made it.
  package let author: (name: String, email: String)
  /// Orders commits: later ones have the greater number, and none that of an ancestor.
  package let position: Int
  /// Whether the commit joined several lines of history.
  package let isMerge: Bool
  /// What happened.
  package let event: RecordEvent

  /// A change. See the properties.
  package init(
    commit: String, at: Timestamp, author: (name: String, email: String), position: Int, isMerge: Bool,
    event: RecordEvent
  ) {
    self.commit = commit
    self.at = at
    self.author = author
    self.position = position
    self.isMerge = isMerge
    self.event = event
  }
}
