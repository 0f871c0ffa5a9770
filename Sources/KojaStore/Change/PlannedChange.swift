package import KojaModel

/// A change, of one record or of many, that has been thought through and not yet made.
package struct PlannedChange: Sendable {
  /// One file of it.
  package struct FileEdit: Sendable {
    /// Relative to the store.
    package let path: String
    /// The bytes in the work tree when the change was planned; nil for no file.
    package let before: [UInt8]?
    /// The bytes afterwards; nil for no file.
    package let after: [UInt8]?

    /// One file of a change. See the properties.
    package init(path: String, before: [UInt8]?, after: [UInt8]?) {
      (self.path, self.before, self.after) = (path, before, after)
    }
  }

  /// The record's file first, then what belongs to it (claims of numbers).
  package let files: [FileEdit]
  /// What it does, in words.
  package let summary: ChangeSummary
  /// Warnings that came up on the way.
  package var findings: [Finding] = []
  /// Other records, `collection/id`, that had to change along.
  package var also: [String] = []
  /// The words for a change of many records, which stand instead of the summary.
  package var batch: BatchSummary?

  /// What the person wrote about it.
  var note: String? { batch.map(\.note) ?? summary.note }

  /// What it does, in one line.
  package func title(_ language: Language) -> String { batch?.title(language) ?? summary.title(language) }
}
