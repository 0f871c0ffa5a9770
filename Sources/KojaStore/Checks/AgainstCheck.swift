internal import KojaGit
package import KojaModel

extension Store {
  /// What may not happen between a revision and the records as a check sees them, by the schemas of the revision.
  ///
  /// - Parameters:
  ///   - paths: The files and folders that count; none for all.
  ///   - isStaged: Whether the check sees what is staged.
  ///   - judgesWorkflow: Whether the timelines are to be judged by the workflows, which a check of the records does, too.
  package func findings(
    of run: CheckRun, against revision: String, under paths: [String], isStaged: Bool, judgesWorkflow: Bool = true
  ) throws(Failure) -> [Finding] {
    let commit = try commit(at: revision)
    let repository = try requiredRepository()
    do throws(GitError) {
      let context = try AuditLaws(self, repository, newest: commit).context(of: commit, at: run.now)
      var versions: [TransitionCheck.Version] = []
      // All of them: what was renamed elsewhere is no violation in the files that were asked about.
      for path in try changedPaths(since: commit, repository, under: [], isStaged: isStaged) {
        let old = try oldBytes(path, commit, repository)
        versions.append(TransitionCheck.Version(path: path, old: old, new: (try? run.source.bytes(path)) ?? nil))
      }
      let hasMerge = try hasMerge(since: commit, repository)
      let isMerge = hasMerge || repository.unfinished != nil
      let chosen = Set(try changedPaths(since: commit, repository, under: paths, isStaged: isStaged).map { Key($0) })
      // What is only one step away was written now, and nobody has undone anything in between.
      let isNext = try repository.head().commit == commit && !isMerge
      let check = TransitionCheck(
        context: context, isMerge: isMerge, judgesWorkflow: judgesWorkflow, judgesWithdrawals: isNext,
        entries: isMerge
          ? nil
          : NewEntryCheck(
            context: CheckContext(
              catalogue: context.catalogue, reference: context.reference.reading(run.source), now: run.now)),
        writtenAt: isNext ? run.now : nil,
        past: { self.past(of: $0, until: commit, repository) })
      return check.findings(versions.filter { $0.old != $0.new })
        .filter { paths.isEmpty || chosen.contains(Key($0.place.path)) }
    } catch {
      throw error.failure
    }
  }

  /// The part of a check that concerns what changed since a revision: findings that were there already are left out.
  ///
  /// - Parameters: As for `findings(of:against:under:isStaged:judgesWorkflow:)`.
  package func report(
    of run: CheckRun, since revision: String, under paths: [String], isStaged: Bool
  ) throws(Failure) -> CheckRun.Report {
    guard let commit = try commit(since: revision, now: run.now) else {
      return paths.isEmpty ? run.all() : try run.only(paths)
    }
    let repository = try requiredRepository()
    var (changed, former): ([String], [Key: [UInt8]?]) = ([], [:])
    do throws(GitError) {
      changed = try changedPaths(since: commit, repository, under: paths, isStaged: isStaged)
      for path in changed { former[Key(path)] = .some(try oldBytes(path, commit, repository)) }
    } catch {
      throw error.failure
    }
    // By other schemas any record may be wrong.
    let laws = paths.isEmpty ? try otherLaws(since: commit, repository, isStaged: isStaged, at: run.now) : nil
    let report =
      laws == nil ? try run.only(changed).adding(run.dangling(instead: former)) : run.all()
    guard !report.findings.isEmpty else { return report }
    func overlaid(_ source: some RecordSource) -> CheckRun {
      CheckRun(laws ?? catalogue, OverlaySource(source, changes: former), now: run.now, others: run.others)
    }
    let before = overlaid(run.source)
    var known = (laws == nil ? try before.only(changed) : before.all()).findings.reduce(into: [SinceKey: Int]()) {
      $0[SinceKey($1), default: 0] += 1
    }
    let new = report.findings.filter { finding in
      guard let count = known[SinceKey(finding)], count > 0 else { return true }
      known[SinceKey(finding)] = count - 1
      return false
    }
    return CheckRun.Report(findings: new, checked: report.checked)
  }

  /// The catalogue of a commit where the definitions changed since; nil where they are the same.
  private func otherLaws(
    since commit: ObjectID, _ repository: Repository, isStaged: Bool, at now: Timestamp
  ) throws(Failure) -> Catalogue? {
    do throws(GitError) {
      let isSame = try changedPaths(since: commit, repository, under: ["schemas"], isStaged: isStaged).isEmpty
      return isSame ? nil : try AuditLaws(self, repository, newest: commit).context(of: commit, at: now).catalogue
    } catch {
      throw error.failure
    }
  }

  /// Whether a merge lies between a commit and the newest one: then entries of the other side may stand in between.
  private func hasMerge(since commit: ObjectID, _ repository: Repository) throws(GitError) -> Bool {
    guard let head = try repository.head().commit else { return false }
    return try hasMerge(from: commit, to: head, repository)
  }

  /// Whether a merge lies between two commits.
  func hasMerge(from old: ObjectID?, to new: ObjectID, _ repository: Repository) throws(GitError) -> Bool {
    for commit in try repository.commits(from: [new], without: old.map { [$0] } ?? []) {
      if try repository.commitInfo(commit).parents.count > 1 { return true }
    }
    return false
  }

  /// The record files that differ between a commit and the work tree or the staging area; sorted, relative to the store.
  private func changedPaths(
    since commit: ObjectID, _ repository: Repository, under paths: [String], isStaged: Bool
  ) throws(GitError) -> [String] {
    let paths = paths.isEmpty ? ["records"] : paths
    let folders = paths.map { gitPath($0) }
    var found: Set<Key> = []
    if let head = try repository.head().commit {
      found.formUnion(try changedPaths(between: commit, and: head, under: paths).map { Key($0.path) })
    }
    let open =
      isStaged
      ? try repository.stagedChanges(under: folders).map(\.path) : try repository.changes(under: folders).map(\.path)
    found.formUnion(open.compactMap { storePath(ofGitPath: $0).map { Key($0) } })
    return found.sorted().map(\.string)
  }

  private func oldBytes(_ path: String, _ commit: ObjectID, _ repository: Repository) throws(GitError) -> [UInt8]? {
    try blob(at: path, in: commit).flatMap { blob throws(GitError) in
      try repository.blob(blob, limit: Store.recordLimit)
    }
  }
}

/// A finding apart from where in its file it stands: lines move.
private struct SinceKey: Hashable {
  private let path: Key
  private let code: String
  private let message: Key
  private let line: Key

  init(_ finding: Finding) {
    (path, code, message) = (Key(finding.place.path), finding.code, Key(finding.message.en))
    line = Key(finding.place.excerpt?.text ?? "")
  }
}
