internal import CLibGit2
internal import Glibc

/// Makes the names in a folder durable.
func flushFolder(_ path: String) throws(GitError) {
  let descriptor = try system("open", path, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  defer { close(descriptor) }
  try system("fsync", path, fsync(descriptor))
}

/// Makes everything durable that was written to the file system of a folder: one flush instead of one for each file.
package func flushFileSystem(of path: String) throws(GitError) {
  let descriptor = try system("open", path, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  defer { close(descriptor) }
  try system("syncfs", path, syncfs(descriptor))
}
