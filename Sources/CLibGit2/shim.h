#define GIT_DEPRECATE_HARD
#include <git2.h>
#include <git2/sys/repository.h>

// Swift cannot call variadic C functions; each option that koja sets has a plain one here.

/// Flush every object and reference to disk before git_* returns.
static inline int koja_git_fsync(int on) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, on); }

/// Hash objects again when they are read. git itself does not; `git fsck` is the place for it.
static inline int koja_git_strict_hash(int on) { return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, on); }

/// The largest object of a kind that stays in the object cache, in bytes.
static inline int koja_git_cache_limit(git_object_t kind, size_t bytes) { return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, kind, bytes); }

/// Refuse repositories owned by someone else, as git does (`safe.directory`).
static inline int koja_git_owner_validation(int on) { return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, on); }

/// How many bytes of objects stay in memory between calls, in all repositories together.
static inline int koja_git_cache_size(size_t bytes) { return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)bytes); }

/// How packs are mapped: in pieces of so many bytes, so many bytes of them together.
static inline int koja_git_map_window(size_t bytes) { return git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, bytes); }
static inline int koja_git_map_limit(size_t bytes) { return git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, bytes); }

/// Where the configuration of a level (system, user) is looked for: folders separated by `:`; "" for nowhere, NULL to reset.
static inline int koja_git_search_path(git_config_level_t level, const char *path) { return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path); }

#include <spawn.h>

/// Makes a program that is started begin in a folder. Swift does not see the call of the C library itself.
static inline int koja_spawn_in_folder(posix_spawn_file_actions_t *actions, const char *folder) {
  extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}
