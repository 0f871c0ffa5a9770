internal import Glibc

/// Copies a file and returns its permission bits; nil, and no copy, when there is none.
func copyFile(_ source: String, to target: String) throws(GitError) -> mode_t? {
  let input = open(source, O_RDONLY | O_CLOEXEC)
  guard input >= 0 else {
    if errno == ENOENT { return nil }
    throw GitError(system: "open", path: source)
  }
  defer { close(input) }
  var status = stat()
  try system("fstat", source, fstat(input, &status))
  let output = try system("open", target, open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
  defer { close(output) }
  var buffer = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let count = try system("read", source, read(input, &buffer, buffer.count))
    guard count > 0 else { break }
    var written = 0
    while written < count {
      written += try system(
        "write", target, buffer[written..<count].withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) })
    }
  }
  return status.st_mode & 0o777
}

/// Makes the names in a folder durable.
func flushFolder(_ path: String) throws(GitError) {
  let descriptor = try system("open", path, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  defer { close(descriptor) }
  try system("fsync", path, fsync(descriptor))
}
