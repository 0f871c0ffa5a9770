internal import KojaModel

/// Lines of a text as an edit needs them, and the habits of whoever wrote it.
struct SourceText {
  /// The text.
  let bytes: [UInt8]
  /// `"\n"`, or CRLF where most lines end so.
  let lineBreak: String

  /// Looks at a text; `habit` is the line break where it has none.
  init(_ bytes: [UInt8], habit: String = "\n") {
    self.bytes = bytes
    var (all, carriage) = (0, 0)
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      all += 1
      if offset > 0, bytes[offset - 1] == 0x0D { carriage += 1 }
    }
    lineBreak = all == 0 ? habit : carriage * 2 > all ? "\r\n" : "\n"
  }

  /// Where the line of a byte begins; behind the byte order mark in the first.
  func lineStart(_ offset: Int) -> Int {
    if let previous = bytes[..<offset].lastIndex(of: 0x0A) { return previous + 1 }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Where the line of a byte ends, before its break.
  func lineEnd(_ offset: Int) -> Int {
    guard let end = bytes[offset...].firstIndex(of: 0x0A) else { return bytes.count }
    return end > offset && bytes[end - 1] == 0x0D ? end - 1 : end
  }

  /// Where the line after that of a byte begins, or the end of the text.
  func nextLine(_ offset: Int) -> Int {
    bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }

  /// Bytes between the start of the line and a byte.
  func column(_ offset: Int) -> Int { offset - lineStart(offset) }

  /// The first byte from here that is no space or tab.
  func skipSpaces(_ offset: Int) -> Int {
    bytes[offset...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
  }

  /// The first byte from here that belongs to no blank and no comment.
  func skipTrivia(_ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "#") {
        offset = lineEnd(offset)
      } else if bytes[offset].isBlank {
        offset += 1
      } else {
        break
      }
    }
    return offset
  }

  /// Whether a byte is the first of its line but for spaces.
  func isFirst(_ offset: Int) -> Bool { skipSpaces(lineStart(offset)) == offset }

  /// Whether the line that begins here is blank.
  func isBlankLine(_ start: Int) -> Bool { start < bytes.count && skipSpaces(start) == lineEnd(start) }

  /// The column of the comment if the line that begins here is one.
  func commentColumn(_ start: Int) -> Int? {
    let first = skipSpaces(start)
    return first < bytes.count && bytes[first] == UInt8(ascii: "#") ? first - start : nil
  }

  /// Whether the line that begins here is a comment that is indented deeper than a column: it belongs to the entry above.
  func isComment(_ start: Int, below column: Int) -> Bool { commentColumn(start).map { $0 > column } ?? false }

  /// A byte of the last comment behind an entry that belongs to it, see ``isComment(_:below:)``; the given one, which lies
  /// in the entry's last line, where there is none. Blank lines may lie between.
  func lastComment(_ offset: Int, below column: Int) -> Int {
    var (found, line) = (offset, nextLine(offset))
    while line < bytes.count, isBlankLine(line) || isComment(line, below: column) {
      if !isBlankLine(line) { found = line }
      line = nextLine(line)
    }
    return found
  }

  /// A stretch as text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Lines with their breaks.
  func whole(_ lines: [String]) -> String { lines.map { $0 + lineBreak }.joined() }

  /// Where the comment block begins that stands directly above a line, at the same column and below `floor`; the line
  /// itself when there is none or when it opens the file (a licence, a modeline).
  func leadingComment(_ line: Int, column: Int, floor: Int) -> Int {
    var start = line
    while start > 0 {
      let previous = lineStart(start - 1)
      guard previous < start, previous >= floor, commentColumn(previous) == column else { return start }
      if previous == lineStart(0) { return line }
      start = previous
    }
    return start
  }
}
