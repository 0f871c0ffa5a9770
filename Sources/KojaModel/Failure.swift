/// Why a command could not do its work, for a person who wants to go on working.
///
/// Findings are about data; a failure is about everything else: no store, a lock, a disk, a wrong argument. Each target
/// throws its own error type and the store turns it into a failure; the command line prints it and exits with
/// ``Kind/exitCode``.
package struct Failure: Error, Sendable {
  /// What kind of trouble, and so the exit code.
  package enum Kind: Sendable {
    /// An id that does not exist, findings that forbid the change.
    case findings
    /// A wrong command line: an unknown field, a value of the wrong kind.
    case usage
    /// No store here, or its schemas are broken.
    case store
    /// A lock, a conflict, an unfinished merge.
    case conflict
    /// Disk, rights, identity.
    case environment
    /// A bug in koja.
    case bug

    /// The process exit code, `design.md` section 3.
    package var exitCode: Int32 {
      switch self {
      case .findings: 1
      case .usage: 2
      case .store: 3
      case .conflict: 4
      case .environment: 5
      case .bug: 70
      }
    }
  }

  /// What kind of trouble.
  package var kind: Kind
  /// What, where and why, one sentence without a full stop.
  package var message: Phrase
  /// The way out.
  package var hint: Phrase?
  /// Findings that explain it.
  package var findings: [Finding]

  /// A failure. See the properties.
  package init(_ kind: Kind, _ message: Phrase, hint: Phrase? = nil, findings: [Finding] = []) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.findings = findings
  }
}
