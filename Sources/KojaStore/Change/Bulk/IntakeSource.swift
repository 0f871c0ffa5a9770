package import KojaModel

/// A file of new records, one JSON object on each line, read from its beginning to its end as they are asked for: what
/// has been taken is not kept.
package final class IntakeSource {
  /// What the file is called.
  package let name: String
  /// Where the lines come from.
  package let stream: ByteStream
  private var number = 0
  private var waiting: [IntakeLine] = []

  /// A file.
  package init(_ stream: ByteStream, name: String) { (self.stream, self.name) = (stream, name) }

  /// Whether a stream looks like a file of several records: objects on lines of their own. Nothing is taken.
  package static func looksLikeMany(_ stream: ByteStream) throws(Failure) -> Bool {
    let start = IntakeLine.all(try stream.look(2 * IntakeLine.mostBytes), name: "")
    return start.count > 1 && start[0].isObject
  }

  /// The next records, at most so many, and no more bytes than a batch may hold; none at the end.
  package func next(_ most: Int) throws(Failure) -> [IntakeLine] {
    var lines = Array(waiting.prefix(most))
    waiting.removeFirst(lines.count)
    var bytes = lines.reduce(0) { $0 + $1.bytes.count }
    while lines.count < most, bytes < Self.mostBytes {
      let mark = number == 0 ? try lengthOfMark() : 0
      let offset = stream.taken + mark
      guard let text = try stream.line(limit: mark + IntakeLine.mostBytes) else { break }
      number += 1
      guard let line = IntakeLine(text.dropFirst(mark), number: number, offset: offset, of: name) else { continue }
      lines.append(line)
      bytes += line.bytes.count
    }
    return lines
  }

  private func lengthOfMark() throws(Failure) -> Int {
    let mark = IntakeLine.byteOrderMark
    return try stream.look(mark.count).starts(with: mark) ? mark.count : 0
  }

  /// Gives lines back that were taken: they come again next.
  package func putBack(_ lines: [IntakeLine]) { waiting = lines + waiting }

  /// How much text is held at once.
  private static let mostBytes = 32 << 20
}
