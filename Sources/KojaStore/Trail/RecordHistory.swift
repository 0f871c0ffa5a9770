internal import KojaCivic
package import KojaGit
package import KojaModel
internal import KojaYAML

/// One commit in the life of a record, told from the trees: stock git's commits too.
package struct HistoryEntry: Sendable {
  /// The commit.
  package let commit: ObjectID
  /// When it was made.
  package let at: Timestamp
  /// Who made it, name and e-mail.
  package let author: (name: String, email: String)
  /// What happened, by the new timeline entries, or in plain words.
  package let summary: ChangeSummary
}

extension Store {
  /// The history of a record, newest first.
  package func history(of record: (collection: Collection, id: String, path: String), limit: Int?) throws(Failure)
    -> [HistoryEntry]
  {
    let repository = try requiredRepository()
    do throws(GitError) {
      guard let head = try repository.head().commit else { return [] }
      var entries: [HistoryEntry] = []
      try repository.log(from: head, paths: [gitPath(record.path)], limit: limit) { commit, deltas throws(GitError) in
        guard let delta = deltas.first else { return true }
        let old = try delta.old.map { id throws(GitError) in try repository.blob(id) }
        let new = try delta.new.map { id throws(GitError) in try repository.blob(id) }
        entries.append(
          HistoryEntry(
            commit: commit.id, at: Timestamp(seconds: commit.author.seconds, offset: commit.author.offset),
            author: (commit.author.name, commit.author.email),
            summary: Self.summary(record.collection, record.id, old: old, new: new, path: record.path)))
        return true
      }
      return entries
    } catch {
      throw error.failure
    }
  }

  private static func summary(_ collection: Collection, _ id: String, old: [UInt8]?, new: [UInt8]?, path: String)
    -> ChangeSummary
  {
    let before = old.flatMap { YAMLReader.read($0, path: path).document }
    let after = new.flatMap { YAMLReader.read($0, path: path).document }
    let known = before.map { TimelineEntry.all(in: $0).count } ?? 0
    let entries = after.map { Array(TimelineEntry.all(in: $0).dropFirst(known)) } ?? []
    let action = entries.last?.action.flatMap { collection.workflow?.action($0) }
    let states: (from: String?, to: String)? = after?.string(at: "status").flatMap { to in
      let from = before?.string(at: "status")
      return from?.sameBytes(as: to) == true ? nil : (from, to)
    }
    let isWithdrawn = { (document: Document?) in document.map { Withdrawal.isPresent(in: $0) } ?? false }
    let plain =
      isWithdrawn(after) && !isWithdrawn(before)
      ? ChangeSummary.Plain.withdrawn
      : new == nil
        ? ChangeSummary.Plain.removed : old == nil ? ChangeSummary.Plain.created : ChangeSummary.Plain.changed
    let note = entries.last.flatMap { entry in after?.value("note", in: entry.node).flatMap { after?.text($0) } }
    return ChangeSummary(
      collection: collection, id: id, action: action?.name, verb: action?.done ?? plain, states: states,
      fields: FieldChange.between(before, after), note: note, happenedAt: entries.last?.at)
  }
}
