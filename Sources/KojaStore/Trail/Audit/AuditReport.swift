package import KojaGit
package import KojaModel

/// What an audit of the history found.
package struct AuditReport: Sendable {
  /// A commit with something to say about it.
  package struct Entry: Sendable {
    /// The commit.
    package let commit: ObjectID
    /// When it was made, as its author says.
    package let at: Timestamp
    /// Who made it, name and e-mail.
    package let author: (name: String, email: String)
    /// The first line of its message.
    package let subject: String
    /// What it did that may not happen, or that it was made past the tool; faults before notes.
    package let findings: [Finding]
  }

  /// The commits with findings, oldest first.
  package let entries: [Entry]
  /// How many commits were looked at.
  package let checked: Int
  /// Commits whose own schemas are broken, and which were judged by those of the store as it is.
  package let judgedByPresent: Int
  /// Commits before which nothing was judged, since the store cannot be followed further.
  package var ends: [PastEnd] = []

  /// All findings in the order of the commits.
  package var findings: [Finding] { entries.flatMap(\.findings) }
}
