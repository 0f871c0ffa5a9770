internal import KojaCivic
internal import KojaModel

/// The committed versions of a record's file up to the one that a change starts from, along each line of history that
/// they came by.
///
/// They tell whether a change puts back what another one had changed past the rules: that is no violation. One line that
/// says so is enough: what was changed on one side of a merge is put back by what that side had before.
struct RecordPast {
  /// One version.
  struct Version {
    /// What it says; nil where it cannot be read.
    let document: Document?
    /// What the other sides of the merge that made it said, where they say otherwise.
    let others: [Document]
  }

  /// The past of a record that has none.
  static let none = RecordPast(lines: [])

  /// Each line of history, oldest version first; the one along the first parents comes first.
  let lines: [[Version]]

  /// The newest version that can be read.
  var newest: Document? { lines.first.flatMap { $0.last { $0.document != nil } }?.document }

  /// All versions that can be read, those of other sides of merges, too.
  var documents: [Document] {
    lines.flatMap { line in line.flatMap { version in version.others + (version.document.map { [$0] } ?? []) } }
  }

  /// Whether a value is again the one that was there when a field was first bound to it.
  ///
  /// - Parameter isBound: Whether the field must not change any more after a version.
  func isPutBack(_ path: [String], in now: Document, where isBound: (Document) -> Bool) -> Bool {
    lines.contains { line in
      let first = line.lazy.compactMap(\.document).first { version in
        version.node(at: path).map { version.kind($0) != .null } ?? false && isBound(version)
      }
      guard let first, let old = first.node(at: path), let node = now.node(at: path) else { return false }
      return now.isSame(node, as: old, in: first)
    }
  }

  /// Whether a field that only actions change is again what the last of them had left there.
  func isPutBack(owned name: String, in now: Document, of workflow: Workflow) -> Bool {
    lines.contains { line in
      let documents = line.compactMap(\.document)
      guard var lawful = documents.first else { return false }
      for (before, after) in zip(documents, documents.dropFirst()) {
        let isChanged = OwnedFields.differ(name, before, after)
        if isChanged, OwnedFields(workflow, from: before, to: after).explain(name) { lawful = after }
      }
      return !OwnedFields.differ(name, lawful, now)
    }
  }

  /// Whether a timeline is again what it was before it was changed, with every entry that has come since.
  func isPutBack(timelineOf now: Document) -> Bool {
    lines.contains { line in
      var timeline = CommittedTimeline()
      for version in line { timeline.take(version) }
      return timeline.isRepaired(by: now)
    }
  }
}
