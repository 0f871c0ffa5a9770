internal import Glibc
internal import KojaModel

/// Writes many new files below a folder quickly: no flush for each, every folder made once.
package final class NewFiles {
  private let root: String
  private var folders: Set<String> = [""]

  /// A writer below a folder that is there.
  package init(root: String) { self.root = root }

  /// Writes a file; its folders are made.
  package func write(_ bytes: [UInt8], to path: String) throws(GitError) {
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    let target = root + "/" + path
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try system("open", target, open(target, flags, 0o644))
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let start = written
      written += try system(
        "write", target,
        bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start) })
    }
  }

  private func makeFolder(_ folder: String) throws(GitError) {
    guard folders.insert(folder).inserted else { return }
    if let slash = folder.lastIndex(of: "/") { try makeFolder(String(folder[..<slash])) }
    let target = root + "/" + folder
    if mkdir(target, 0o755) != 0, errno != EEXIST { throw GitError(system: "mkdir", path: target) }
  }
}
