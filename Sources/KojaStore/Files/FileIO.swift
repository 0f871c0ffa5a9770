internal import Glibc

/// Whole contents through descriptors.
enum FileIO {
  /// The bytes of an open file, which must be a regular one within a limit, and what the system said of it before.
  static func readRegular(
    _ descriptor: Int32, limit: Int, path: String
  ) throws(FileError) -> (bytes: [UInt8], facts: stat) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .last(path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError(.notRegular, path) }
    guard facts.st_size <= limit else { throw FileError(.tooLarge(limit: limit), path) }
    return (try readAll(descriptor, expected: Int(facts.st_size), limit: limit, path: path), facts)
  }

  /// Reads to the end, growing past the expected size while the limit allows it.
  ///
  /// - Parameter expected: The size that the file says it has; nil for a pipe or a device, which says nothing.
  static func readAll(_ descriptor: Int32, expected size: Int?, limit: Int, path: String) throws(FileError) -> [UInt8] {
    let expected = size ?? 0
    var failed = false
    var bytes = [UInt8](unsafeUninitializedCapacity: expected + 1) { buffer, count in
      // The file ends where its size says, unless it grows right now: then the rest is read below.
      while count < expected {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw .last(path) }
    guard bytes.count > expected || size == nil else { return bytes }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .last(path) }
      guard got > 0 else { return bytes }
      bytes += chunk[..<got]
      guard bytes.count <= limit else { throw FileError(.tooLarge(limit: limit), path) }
    }
  }

  /// Reads what is there, some of it; nothing is the end.
  static func readPiece(_ descriptor: Int32, path: String) throws(FileError) -> [UInt8] {
    var got = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      repeat { got = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      count = max(got, 0)
    }
    guard got >= 0 else { throw .last(path) }
    return piece
  }

  /// Writes all bytes.
  static func writeAll(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let put = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw .last(path) }
      offset += put
    }
  }
}
