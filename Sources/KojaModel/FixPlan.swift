/// What `koja check --fix` is about to do: files with new text or a new place, and what it leaves to a person.
package struct FixPlan: Sendable {
  /// One file.
  package struct File: Sendable {
    /// Where it is, relative to the store.
    package let path: String
    /// Where it goes; nil when it stays.
    package let target: String?
    /// Its bytes as they were judged.
    package let before: [UInt8]
    /// The replacements.
    package let splices: Splices
    /// The findings that go, sorted.
    package let mended: [Finding]

    /// One file. See the properties.
    package init(path: String, target: String?, before: [UInt8], splices: Splices, mended: [Finding]) {
      self.path = path
      self.target = target
      self.before = before
      self.splices = splices
      self.mended = mended
    }

    /// Its bytes afterwards.
    package var after: [UInt8] { splices.applied(to: before) }
  }

  /// A finding that has a way out which was not taken.
  package struct Left: Sendable {
    /// The finding.
    package let finding: Finding
    /// Why not.
    package let reason: Phrase

    /// A finding with the reason why its way out was not taken.
    package init(finding: Finding, reason: Phrase) {
      self.finding = finding
      self.reason = reason
    }
  }

  /// The files to change, sorted by path.
  package var files: [File]
  /// What is left out, sorted.
  package var left: [Left]

  /// A plan. See the properties.
  package init(files: [File] = [], left: [Left] = []) {
    self.files = files
    self.left = left
  }
}
