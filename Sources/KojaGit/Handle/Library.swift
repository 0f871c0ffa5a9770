internal import CLibGit2
internal import KojaModel

/// The C library, started once when it is first needed and never shut down.
enum Library {
  /// Starts the library. Throws when it is older than 1.5.
  static func start() throws(GitError) {
    guard started >= 0 else { throw GitError(operation: "git_libgit2_init", code: started) }
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    git_libgit2_version(&major, &minor, &patch)
    guard (major, minor) >= (1, 5) else {
      throw GitError(
        .unsupported(setting: "libgit2"), operation: "git_libgit2_version",
        Phrase(
          id: "libgit2 \(major).\(minor).\(patch) terlalu lama, perlu 1.5 atau lebih baru",
          en: "libgit2 \(major).\(minor).\(patch) is too old, 1.5 or newer is needed"))
    }
  }

  /// What every process wants: what is written is on the disk, what is read is not hashed again (git does not either),
  /// and a tree of a thousand entries stays in memory.
  private static let started: Int32 = {
    let code = git_libgit2_init()
    guard code >= 0 else { return code }
    return min(
      koja_git_fsync(1), koja_git_strict_hash(0), koja_git_cache_limit(GIT_OBJECT_TREE, 1 << 20),
      koja_git_cache_size(96 << 20))
  }()
}
