internal import CLibGit2
internal import Glibc

extension Repository {
  /// Whether the history of this clone was cut short (`git clone --depth`).
  package var isShallow: Bool { git_repository_is_shallow(pointer) == 1 }

  /// Whether only a part of the files is checked out (`git sparse-checkout`).
  package var isSparse: Bool {
    access(gitDirectory + "/info/sparse-checkout", F_OK) == 0
      && workTreeFlag("core.sparseCheckout") ?? configFlag("core.sparseCheckout") ?? false
  }

  /// Passes a step of a walk through the history on. Where a clone was cut short and the rest is wanted, that is said:
  /// libgit2 only misses an object.
  @discardableResult
  func walked(_ operation: String, _ code: Int32) throws(GitError) -> Int32 {
    do throws(GitError) { return try git(operation, code) } catch { throw missed(error) }
  }

  /// Whether this clone fetches old files only when git needs them (`git clone --filter`): libgit2 never fetches.
  package var isPartial: Bool {
    guard
      let config = try? Handle<ConfigKind>(
        "git_repository_config_snapshot", { git_repository_config_snapshot(&$0, pointer) })
    else { return false }
    var isFound = false
    withUnsafeMutablePointer(to: &isFound) { found in
      _ = git_config_foreach_match(
        config.pointer, #"^remote\..*\.promisor$"#,
        { entry, payload in
          var isOn: Int32 = 0
          if let entry, git_config_parse_bool(&isOn, entry.pointee.value) == 0, isOn != 0 {
            payload?.assumingMemoryBound(to: Bool.self).pointee = true
          }
          return 0
        }, found)
    }
    return isFound
  }

  /// What it means that an object is missing, where the kind of clone explains it.
  func missed(_ error: GitError) -> GitError {
    guard error.kind == .notFound else { return error }
    return isShallow ? .unsupported(clone: "shallow") : isPartial ? .unsupported(clone: "promisor") : error
  }
}
