package import KojaModel

/// Bytes of a file or a pipe, read when somebody asks for them; what was taken is forgotten.
package final class ByteStream {
  /// How many bytes there are in all; nil for a pipe.
  package let size: Int?
  /// How many were taken.
  package private(set) var taken = 0

  private let source: () throws(Failure) -> [UInt8]
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// A stream of what `source` gives, piece by piece; an empty piece is the end.
  package init(size: Int? = nil, _ source: @escaping () throws(Failure) -> [UInt8]) {
    (self.size, self.source) = (size, source)
  }

  /// A stream of bytes that are there.
  package convenience init(_ bytes: [UInt8]) {
    var rest = [bytes]
    self.init(size: bytes.count) { rest.popLast() ?? [] }
  }

  /// The next bytes, which stay: at least so many where there are, maybe more.
  package func look(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
    while buffer.count - start < count, try fill() {}
    return buffer[start...]
  }

  /// Takes the rest; of more than `limit` bytes only one more than that.
  package func rest(limit: Int) throws(Failure) -> [UInt8] {
    let rest = Array(try look(limit + 1).prefix(limit + 1))
    take(rest.count)
    return rest
  }

  /// Takes a line without its line feed; nil at the end. Of one that is longer than `limit` comes one byte more than that
  /// and nothing after it: an endless line must not fill the memory.
  func line(limit: Int) throws(Failure) -> [UInt8]? {
    var searched = 0
    while true {
      if let end = buffer[(start + searched)...].firstIndex(of: 0x0A) {
        let line = Array(buffer[start..<end].prefix(limit + 1))
        take(end + 1 - start)
        return line
      }
      searched = buffer.count - start
      guard searched <= limit else {
        let line = Array(buffer[start...].prefix(limit + 1))
        (buffer, start, isAtEnd) = ([], 0, true)
        return line
      }
      guard try fill() else { break }
    }
    guard start < buffer.count else { return nil }
    let line = Array(buffer[start...])
    take(line.count)
    return line
  }

  private func take(_ count: Int) {
    start += count
    taken += count
  }

  /// Reads one more piece; false at the end.
  private func fill() throws(Failure) -> Bool {
    guard !isAtEnd else { return false }
    let piece = try source()
    guard !piece.isEmpty else {
      isAtEnd = true
      return false
    }
    if start > 0 {
      buffer.removeSubrange(..<start)
      start = 0
    }
    buffer += piece
    return true
  }
}
