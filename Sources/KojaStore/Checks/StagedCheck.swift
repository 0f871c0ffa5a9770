internal import KojaGit
package import KojaModel

extension Store {
  /// A check of the records as they will be after `git commit`: the newest commit with what is staged, in the index that
  /// the environment names where git runs a hook.
  package func stagedCheck(now: Timestamp, environment: [String: String] = [:]) throws(Failure) -> CheckRun {
    let repository = try requiredRepository()
    repository.takeStaging(from: environment)
    try refuseConflicts(repository)
    var contents: [Key: [UInt8]] = [:]
    do throws(GitError) {
      if let head = try repository.head().commit {
        try repository.walkTree(of: head, under: gitPath("records")) { path, entry throws(GitError) in
          guard entry.isBlob, let path = self.storePath(ofGitPath: path) else { return }
          contents[Key(path)] = try repository.blob(entry.id)
        }
      }
      for change in try repository.stagedChanges(under: [gitPath("records")]) {
        guard let path = storePath(ofGitPath: change.path) else { continue }
        contents[Key(path)] = try change.id.map { id throws(GitError) in try repository.blob(id) }
      }
    } catch {
      throw error.failure
    }
    return CheckRun(catalogue, MemorySource(contents), now: now, others: others)
  }

  /// The part of a check that concerns staged files, with what may not happen between the newest commit and the next.
  package func onlyStaged(_ run: CheckRun) throws(Failure) -> CheckRun.Report {
    let repository = try requiredRepository()
    let report: CheckRun.Report
    let head: ObjectID?
    do throws(GitError) { head = try repository.head().commit } catch { throw error.failure }
    guard let head else { return try run.only(try staged(repository, under: "records")) }
    if try staged(repository, under: "schemas").isEmpty {
      let paths = try staged(repository, under: "records")
      var former: [Key: [UInt8]?] = [:]
      for path in paths { former[Key(path)] = .some(try committedBytes(path, in: repository)) }
      report = try run.only(paths).adding(run.dangling(instead: former))
    } else {
      // By other schemas any record may be wrong; what was wrong before does not stand in the way.
      report = try self.report(of: run, since: head.hex, under: [], isStaged: true)
    }
    // A merge brings the other side's entries in between: what both sides had committed is judged there.
    guard repository.unfinished == nil else { return try passing(report, repository) }
    return report.adding(
      try findings(of: run, against: head.hex, under: [], isStaged: true, judgesWorkflow: false))
  }

  /// A report about a merge: numbers that both sides claimed apart do not stand in its way, for the one that lost gets its
  /// next number only behind it.
  private func passing(_ report: CheckRun.Report, _ repository: Repository) throws(Failure) -> CheckRun.Report {
    let codes: Set<String> = ["number/stolen", "number/double", "unique/double"]
    guard report.findings.contains(where: { $0.code == "number/stolen" && $0.severity == .error }) else {
      return report
    }
    var findings = report.findings
    do throws(GitError) {
      let sides = [try repository.head().commit].compactMap { $0 } + repository.merged
      for (position, finding) in findings.enumerated() where codes.contains(finding.code) {
        if try isAsOneSide(finding.place.path, of: sides, repository) { findings[position].severity = .warning }
      }
    } catch {
      throw error.failure
    }
    return CheckRun.Report(findings: findings.sorted(), checked: report.checked)
  }

  /// Whether a file will be as one side of a merge had it.
  private func isAsOneSide(_ path: String, of sides: [ObjectID], _ repository: Repository) throws(GitError) -> Bool {
    guard let change = try repository.stagedChanges(under: [gitPath(path)]).first else { return true }
    for side in sides {
      if let id = change.id, try blob(at: path, in: side) == id { return true }
    }
    return false
  }

  private func staged(_ repository: Repository, under folder: String) throws(Failure) -> [String] {
    do throws(GitError) {
      return try repository.stagedChanges(under: [gitPath(folder)]).compactMap { storePath(ofGitPath: $0.path) }
    } catch {
      throw error.failure
    }
  }

  private func refuseConflicts(_ repository: Repository) throws(Failure) {
    let unmerged: [String]
    do throws(GitError) { unmerged = try repository.unmergedPaths() } catch { throw error.failure }
    guard let first = unmerged.first else { return }
    throw Failure(
      .conflict,
      Phrase(
        id: "\(unmerged.count) berkas masih bentrok, misalnya \(first)",
        en: "\(unmerged.count == 1 ? "1 file is" : "\(unmerged.count) files are") in conflict, such as \(first)"),
      hint: Phrase(id: "selesaikan dulu, lalu `git add`", en: "resolve them first, then `git add`"))
  }
}
