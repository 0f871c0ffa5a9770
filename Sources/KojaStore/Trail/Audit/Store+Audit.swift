internal import KojaGit
package import KojaModel

extension Store {
  /// Judges every commit of a range by the schemas of its first parent: what may not happen between two states did not.
  ///
  /// - Parameters:
  ///   - range: `A..B`, `A..` or a revision; nil for everything up to HEAD.
  ///   - progress: Learns now and then how many commits of how many are done.
  package func audit(_ range: String?, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws(Failure)
    -> AuditReport
  {
    let repository = try requiredRepository()
    let range = try AuditRange(range, in: self)
    do throws(GitError) {
      guard let newest = range.starts.first else { return AuditReport(entries: [], checked: 0, judgedByPresent: 0) }
      try Repository.prepareForLongWalk()
      let commits = try repository.commits(from: range.starts, without: range.hidden)
      let laws = try AuditLaws(self, repository, newest: newest)
      let audit = CommitAudit(store: self, repository: repository, laws: laws)
      var entries: [AuditReport.Entry] = []
      for (index, commit) in commits.enumerated() {
        if let entry = try audit.entry(commit) { entries.append(entry) }
        if index % 512 == 511 { progress(index + 1, commits.count) }
      }
      return AuditReport(entries: entries, checked: commits.count, judgedByPresent: laws.broken)
    } catch {
      throw error.failure
    }
  }
}
