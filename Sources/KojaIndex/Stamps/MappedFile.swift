internal import Glibc

/// A file mapped into memory for reading, as long as this object lives.
///
/// The file must not be cut while it is mapped: koja replaces such files by name and never writes into them.
final class MappedFile: @unchecked Sendable {
  /// The bytes.
  let bytes: UnsafeRawBufferPointer

  /// Maps a file; nil when it cannot be opened or is empty.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0,
      let start = mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: Int(facts.st_size))
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
