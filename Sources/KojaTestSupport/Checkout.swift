internal import Glibc

/// The source tree that the running tests were built from, and what was built beside them.
package enum Checkout {
  /// The absolute path of the repository's root, which is itself a store with sample records.
  package static let root: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// The folder of the test bundle: executables of the same build lie there.
  package static let products: String = {
    let exe = realpath("/proc/self/exe", nil)
    defer { free(exe) }
    let path = exe.map { String(cString: $0) } ?? CommandLine.arguments[0]
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }()

  /// A file of the repository as text.
  package static func text(_ path: String) throws -> String {
    String(decoding: try ScratchDirectory.bytes(of: root + "/" + path), as: UTF8.self)
  }
}
