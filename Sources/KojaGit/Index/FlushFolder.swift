internal import Glibc

/// Makes the names in a folder durable.
func flushFolder(_ path: String) throws(GitError) {
  let descriptor = try system("open", path, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  defer { close(descriptor) }
  try system("fsync", path, fsync(descriptor))
}
