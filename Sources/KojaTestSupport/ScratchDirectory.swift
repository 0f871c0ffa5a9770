internal import Glibc

/// A new empty folder, gone with everything in it when the last reference goes.
package final class ScratchDirectory: Sendable {
  /// Its absolute path, without links in it and without a slash at its end.
  package let path: String

  /// Makes the folder in `$TMPDIR`, else in `/tmp`.
  package init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/koja-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template), let real = realpath(made, nil) else { throw SystemFailure("mkdtemp", parent) }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit { Self.removeAll(path) }

  /// The absolute path of something in it.
  package func path(_ relative: String) -> String { "\(path)/\(relative)" }

  /// Writes a file, making the folders above it. Returns its absolute path.
  @discardableResult
  package func write(_ text: String, to relative: String) throws -> String {
    try write(Array(text.utf8), to: relative)
  }

  /// Writes a file of bytes, making the folders above it. Returns its absolute path.
  @discardableResult
  package func write(_ bytes: [UInt8], to relative: String) throws -> String {
    let target = path(relative)
    try makeFolder((relative.split(separator: "/").dropLast()).joined(separator: "/"))
    guard let file = fopen(target, "w") else { throw SystemFailure("fopen", target) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw SystemFailure("fwrite", target) }
    return target
  }

  /// Makes a folder and those above it. Returns its absolute path.
  @discardableResult
  package func makeFolder(_ relative: String) throws -> String {
    var folder = path
    for component in relative.split(separator: "/") {
      folder += "/" + component
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw SystemFailure("mkdir", folder) }
    }
    return folder
  }

  /// The bytes of a file.
  package func read(_ relative: String) throws -> [UInt8] { try Self.bytes(of: path(relative)) }

  /// Whether something is there, a dangling link too.
  package func exists(_ relative: String) -> Bool {
    var status = stat()
    return lstat(path(relative), &status) == 0
  }

  /// Removes a file; no error when there is none.
  package func delete(_ relative: String) { unlink(path(relative)) }

  /// Removes the folder with everything in it, for the end of a process, which outlives all references.
  package func remove() { Self.removeAll(path) }

  private static func removeAll(_ path: String) {
    guard unlink(path) != 0, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { removeAll("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }

  /// The bytes of any file.
  package static func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw SystemFailure("fopen", path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}

/// A system call failed while a test prepared something.
package struct SystemFailure: Error, CustomStringConvertible {
  package let description: String

  /// What the last call on a path says.
  package init(_ call: String, _ path: String, code: Int32 = errno) {
    description = "\(call) \(path): \(String(cString: strerror(code)))"
  }
}
