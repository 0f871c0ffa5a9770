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
    do throws(GitError) { return try git(operation, code) } catch {
      throw error.kind == .notFound && isShallow ? .unsupported(clone: "shallow") : error
    }
  }
}
