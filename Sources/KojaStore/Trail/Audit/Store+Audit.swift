internal import Foundation
internal import KojaGit
package import KojaModel

extension Store {
  /// Judges every commit of a range by the schemas of its first parent: what may not happen between two states did not.
  ///
  /// Commits do not depend on one another: all cores judge some, each with a repository of its own.
  ///
  /// - Parameters:
  ///   - range: `A..B`, `A..` or a revision; nil for everything up to HEAD.
  ///   - progress: Learns now and then how many commits of how many are done.
  package func audit(_ range: String?, progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws(Failure)
    -> AuditReport
  {
    let repository = try requiredRepository()
    let range = try AuditRange(range, in: self)
    // What is not here would look like what was never there.
    if repository.isPartial { throw GitError.unsupported(clone: "promisor").failure }
    do throws(GitError) {
      guard let newest = range.starts.first else { return AuditReport(entries: [], checked: 0, judgedByPresent: 0) }
      try Repository.prepareForLongWalk()
      let commits = try repository.commits(from: range.starts, without: range.hidden)
      let reference = try AuditLaws.reference(self, repository, newest)
      let home = try folder(in: newest)?.path ?? prefix
      let referrers = try Referrers(CommitFolder(newest, home), in: repository)
      if let report = try audit(commits, StorePlaces(home: home), hasStayed: true, reference, referrers, progress) {
        return report
      }
      let places = try StorePlaces(home: home, of: newest, repository)
      var report =
        try audit(commits, places, hasStayed: false, reference, referrers, progress)
        ?? AuditReport(entries: [], checked: 0, judgedByPresent: 0)
      let judged = Set(commits)
      report.ends = places.doubts.filter { judged.contains($0.commit) }
      return report
    } catch {
      throw error.failure
    }
  }

  /// Judges commits by where the store lay in them; nil where it is only believed that it stayed there and it did not.
  private func audit(
    _ commits: [ObjectID], _ places: StorePlaces, hasStayed: Bool, _ reference: MemorySource,
    _ referrers: Referrers, _ progress: (_ done: Int, _ all: Int) -> Void
  ) throws(GitError) -> AuditReport? {
    var crew: [CommitAudit] = []
    for _ in 0..<max(1, min(ProcessInfo.processInfo.activeProcessorCount, commits.count / Self.share)) {
      let store = another()
      guard let own = store.repository else { continue }
      store.places.settle(places)
      crew.append(
        CommitAudit(
          store: store, repository: own, laws: AuditLaws(store, own, reference: reference),
          records: (AuditRecords(own), referrers)))
    }
    // One thread uses one of them at a time.
    nonisolated(unsafe) let workers = crew
    var entries: [AuditReport.Entry] = []
    for start in stride(from: 0, to: commits.count, by: max(1, workers.count) * Self.share) {
      let slices = workers.indices.map { commits.dropFirst(start + $0 * Self.share).prefix(Self.share) }
      let found = Parallel.map(Array(workers.indices), chunk: 1) { index in
        Result { () throws(GitError) in try workers[index].entries(slices[index], at: hasStayed ? places.home : nil) }
      }
      for slice in found {
        guard let slice = try slice.get() else { return nil }
        entries += slice
      }
      progress(min(start + workers.count * Self.share, commits.count), commits.count)
    }
    return AuditReport(
      entries: entries, checked: commits.count, judgedByPresent: workers.reduce(0) { $0 + $1.laws.broken })
  }

  /// How many commits one core takes at a time.
  private static var share: Int { 256 }
}
