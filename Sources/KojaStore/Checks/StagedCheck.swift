internal import KojaGit
package import KojaModel
internal import KojaYAML

extension Store {
  /// A check of the records as they will be after `git commit`: the newest commit with what is staged.
  package func stagedCheck(now: Timestamp) throws(Failure) -> CheckRun {
    let repository = try requiredRepository()
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

  /// The part of a check that concerns staged files.
  package func onlyStaged(_ run: CheckRun) throws(Failure) -> CheckRun.Report {
    let repository = try requiredRepository()
    let paths: [String]
    let (head, hasOtherLaws): (ObjectID?, Bool)
    do throws(GitError) {
      head = try repository.head().commit
      hasOtherLaws = try !repository.stagedChanges(under: [gitPath("schemas")]).isEmpty
      paths = try repository.stagedChanges(under: [gitPath("records")]).compactMap { storePath(ofGitPath: $0.path) }
    } catch {
      throw error.failure
    }
    // By other schemas any record may be wrong; what was wrong before does not stand in the way.
    if let head, hasOtherLaws { return try report(of: run, since: head.hex, under: [], isStaged: true) }
    var former: [Key: [UInt8]?] = [:]
    for path in paths { former[Key(path)] = .some(try committedBytes(path, in: repository)) }
    let report = try run.only(paths).adding(run.dangling(instead: former))
    // A merge brings the other side's entries in between: what both sides had committed is judged there.
    guard repository.unfinished == nil else { return report }
    var findings = report.findings
    for path in paths {
      guard let collection = catalogue.collection(ofPath: path), let old = try committedBytes(path, in: repository),
        let before = YAMLReader.read(old, path: path).document,
        let staged = (try? run.source.bytes(path)).flatMap({ YAMLReader.read($0, path: path).document })
      else { continue }
      let record = Record(collection: collection, id: Record.id(ofPath: path), path: path, document: staged)
      findings += HistoryCheck.findings(record, since: before)
    }
    return CheckRun.Report(findings: findings.sorted(), checked: report.checked)
  }

  private func refuseConflicts(_ repository: Repository) throws(Failure) {
    let unmerged: [String]
    do throws(GitError) { unmerged = try repository.unmergedPaths() } catch { throw error.failure }
    guard let first = unmerged.first else { return }
    throw Failure(
      .conflict,
      Phrase(
        id: "\(unmerged.count) berkas masih bentrok, misalnya \(first)",
        en: "\(unmerged.count) files are in conflict, such as \(first)"),
      hint: Phrase(id: "selesaikan dulu, lalu `git add`", en: "resolve them first, then `git add`"))
  }
}
