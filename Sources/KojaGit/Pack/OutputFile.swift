internal import Glibc
internal import KojaModel

/// A new file, written through a buffer, with the hash of all that was written if that is wanted.
final class OutputFile {
  private let path: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var sum: SHA1?

  private static let bufferSize = 1 << 18

  /// Makes the file, or empties it.
  init(_ path: String, isHashed: Bool = false) throws(GitError) {
    self.path = path
    descriptor = try system("open", path, open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644))
    sum = isHashed ? SHA1() : nil
    buffer.reserveCapacity(Self.bufferSize + 4096)
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Writes bytes.
  func write(_ bytes: some Collection<UInt8>) throws(GitError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes many bytes past the buffer.
  func write(large bytes: UnsafeRawBufferPointer) throws(GitError) {
    guard bytes.count >= Self.bufferSize else { return try write(bytes) }
    try flush()
    sum?.update(bytes)
    try put(bytes).get()
  }

  /// Replaces bytes that were written before.
  func patch(_ bytes: [UInt8], at offset: Int) throws(GitError) {
    try flush()
    try system("pwrite", path, pwrite(descriptor, bytes, bytes.count, off_t(offset)))
  }

  /// The hash of the whole file as it is now.
  func hash() throws(GitError) -> ObjectID {
    try flush()
    var hash = SHA1()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var offset: off_t = 0
    while true {
      let count = try system("pread", path, pread(descriptor, &chunk, chunk.count, offset))
      guard count > 0 else { return hash.finish() }
      chunk.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      offset += off_t(count)
    }
  }

  /// Writes the hash of all that was written.
  func writeHash() throws(GitError) {
    try flush()
    guard let sum else { return }
    try write(sum.finish().bytes)
  }

  /// Makes the file durable and closes it.
  func close(mode: mode_t) throws(GitError) {
    try flush()
    try system("fchmod", path, fchmod(descriptor, mode))
    try system("fsync", path, fsync(descriptor))
    Glibc.close(descriptor)
    descriptor = -1
  }

  private func flush() throws(GitError) {
    sum?.update(buffer)
    try buffer.withUnsafeBytes { put($0) }.get()
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: UnsafeRawBufferPointer) -> Result<Void, GitError> {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      guard count >= 0 else { return .failure(GitError(system: "write", path: path)) }
      written += count
    }
    return .success(())
  }
}
