internal import CLibGit2

extension Repository {
  /// Prepares the process for reading a whole history: packs are mapped in pieces, and fewer objects stay in memory. What
  /// is mapped counts as memory, and a walk needs the newest trees only.
  package static func prepareForLongWalk() throws(GitError) {
    try Library.start()
    try git("git_libgit2_opts", koja_git_map_window(4 << 20))
    try git("git_libgit2_opts", koja_git_map_limit(48 << 20))
    try git("git_libgit2_opts", koja_git_cache_size(32 << 20))
  }
}
