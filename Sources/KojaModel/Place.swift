/// A point in a text as a person counts it.
package struct Position: Sendable, Hashable, Comparable {
  /// The line, from 1.
  package var line: Int
  /// The column in code points, from 1.
  package var column: Int

  /// A point in a text.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A stretch of a file: where a finding points.
package struct Place: Sendable, Hashable {
  /// The path as it is shown: relative to the store, with `/`.
  package var path: String
  /// The stretch in bytes of the file.
  package var bytes: Range<Int>
  /// The first code point.
  package var start: Position
  /// One past the last code point.
  package var end: Position
  /// The text of the first line around the stretch, for the reader; nil where it must not be shown or there is none.
  package var excerpt: Excerpt?

  /// A stretch of a file with its positions.
  package init(path: String, bytes: Range<Int>, start: Position, end: Position, excerpt: Excerpt?) {
    self.path = path
    self.bytes = bytes
    self.start = start
    self.end = end
    self.excerpt = excerpt
  }

  /// A whole file, when there is nothing inside it to point at (a name, a kind, a right).
  package init(file path: String) {
    self.init(
      path: path, bytes: 0..<0, start: Position(line: 1, column: 1), end: Position(line: 1, column: 1), excerpt: nil)
  }
}

/// A piece of one source line.
package struct Excerpt: Sendable, Hashable {
  /// The text without its line break, raw: whoever prints it escapes it.
  package var text: String
  /// How many code points of the line were left out before ``text``.
  package var skipped: Int

  /// A piece of one source line.
  package init(text: String, skipped: Int) {
    self.text = text
    self.skipped = skipped
  }
}

/// Lines and columns of a text, computed from its bytes.
///
/// A line ends with LF or CRLF; nothing else ends a line, as in git and in every editor.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  /// How many code points around a finding are kept of a long line.
  private static let window = 160

  /// Scans a text for its lines. A byte order mark belongs to no column.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    self.starts = starts
  }

  /// The position of a byte; bytes past the end are at the end.
  package func position(of offset: Int) -> Position {
    let offset = min(max(offset, starts[0]), bytes.count)
    let line = lineIndex(of: offset)
    return Position(line: line + 1, column: codePoints(starts[line]..<offset) + 1)
  }

  /// The byte at which a line (from 1) begins, or nil where there is no such line.
  package func offset(ofLine line: Int) -> Int? {
    starts.indices.contains(line - 1) ? starts[line - 1] : nil
  }

  /// The bytes of a line (from 1) without its break.
  package func line(_ line: Int) -> Range<Int> {
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// The place of a stretch of bytes, with an excerpt of its first line unless it must stay hidden.
  package func place(_ range: Range<Int>, in path: String, hidden: Bool = false) -> Place {
    let lower = min(max(range.lowerBound, 0), bytes.count)
    let upper = min(max(range.upperBound, lower), bytes.count)
    let start = position(of: lower)
    return Place(
      path: path, bytes: lower..<upper, start: start, end: position(of: upper),
      excerpt: hidden ? nil : excerpt(around: start))
  }

  private func excerpt(around position: Position) -> Excerpt {
    let text = String(decoding: bytes[line(position.line)], as: UTF8.self)
    let scalars = text.unicodeScalars
    guard scalars.count > 2 * Self.window else { return Excerpt(text: text, skipped: 0) }
    let skipped = max(0, min(position.column - 1 - Self.window / 2, scalars.count - 2 * Self.window))
    var piece = String.UnicodeScalarView()
    piece.append(contentsOf: scalars.dropFirst(skipped).prefix(2 * Self.window))
    return Excerpt(text: String(piece), skipped: skipped)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func codePoints(_ range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}
