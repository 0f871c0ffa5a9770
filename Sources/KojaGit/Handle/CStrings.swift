internal import CLibGit2
internal import Glibc

/// A list of C strings that lives as long as this value, for calls that take a `git_strarray`.
struct CStrings: ~Copyable {
  private let pointers: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>

  /// Copies the texts.
  init(_ texts: [String]) {
    pointers = .allocate(capacity: texts.count)
    _ = pointers.initialize(from: texts.map { strdup($0) })
  }

  /// The C structure; do not keep it.
  var array: git_strarray { git_strarray(strings: pointers.baseAddress, count: pointers.count) }

  deinit {
    for pointer in pointers { free(pointer) }
    pointers.deallocate()
  }
}
