internal import KojaGit
package import KojaModel

extension Store {
  /// A check of the records as they will be after `git commit`: the newest commit with what is staged.
  package func stagedCheck(now: Timestamp) throws(Failure) -> CheckRun {
    let repository = try requiredRepository()
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
    return CheckRun(catalogue, MemorySource(contents), now: now)
  }

  /// The part of a check that concerns staged files.
  package func onlyStaged(_ run: CheckRun) throws(Failure) -> CheckRun.Report {
    let repository = try requiredRepository()
    let paths: [String]
    do throws(GitError) {
      paths = try repository.stagedChanges(under: [gitPath("records")]).compactMap { storePath(ofGitPath: $0.path) }
    } catch {
      throw error.failure
    }
    return try run.only(paths)
  }
}
