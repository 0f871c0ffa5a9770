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

  /// The same place with no more of its line than it covers: what stands beside it is nobody's business.
  package var alone: Place {
    guard let excerpt else { return self }
    let scalars = Array(excerpt.text.unicodeScalars)
    let lower = min(max(start.column - 1 - excerpt.skipped, 0), scalars.count)
    let upper =
      end.line == start.line ? min(max(end.column - 1 - excerpt.skipped, lower), scalars.count) : scalars.count
    var place = self
    place.excerpt = Excerpt(
      text: String(String.UnicodeScalarView(scalars[lower..<upper])), skipped: excerpt.skipped + lower)
    return place
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
  // Half as large as `Int`: a text of lines alone would need much for them. No text is larger than 4 GiB.
  private let starts: [UInt32]

  /// How many code points around a finding are kept of a long line.
  private static let window = 160

  /// Scans a text for its lines. A byte order mark belongs to no column.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let first: UInt32 = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    starts = bytes.withUnsafeBufferPointer { bytes in
      let count = bytes.reduce(1) { $1 == 0x0A ? $0 &+ 1 : $0 }
      return [UInt32](unsafeUninitializedCapacity: count) { starts, filled in
        starts[0] = first
        filled = 1
        for offset in bytes.indices where bytes[offset] == 0x0A && filled < count {
          starts[filled] = UInt32(truncatingIfNeeded: offset + 1)
          filled += 1
        }
      }
    }
  }

  /// The position of a byte; bytes past the end are at the end.
  package func position(of offset: Int) -> Position {
    let offset = min(max(offset, start(0)), bytes.count)
    let line = lineIndex(of: offset)
    return Position(line: line + 1, column: codePoints(start(line)..<offset) + 1)
  }

  /// The byte at which a line (from 1) begins, or nil where there is no such line.
  package func offset(ofLine line: Int) -> Int? {
    starts.indices.contains(line - 1) ? start(line - 1) : nil
  }

  /// The bytes of a line (from 1) without its break.
  package func line(_ line: Int) -> Range<Int> {
    let start = start(line - 1)
    var end = line < starts.count ? self.start(line) - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// The place of a stretch of bytes, with an excerpt of its first line unless it must stay hidden.
  package func place(_ range: Range<Int>, in path: String, hidden: Bool = false) -> Place {
    let lower = min(max(range.lowerBound, 0), bytes.count)
    let upper = min(max(range.upperBound, lower), bytes.count)
    let start = position(of: lower)
    return Place(
      path: path, bytes: lower..<upper, start: start, end: end(upper, from: lower, at: start),
      excerpt: hidden ? nil : excerpt(around: lower, at: start))
  }

  /// The position of a byte, counted from an earlier one where both are on one line.
  private func end(_ offset: Int, from lower: Int, at start: Position) -> Position {
    guard lineIndex(of: offset) == start.line - 1, lower >= self.start(start.line - 1) else {
      return position(of: offset)
    }
    return Position(line: start.line, column: start.column + codePoints(lower..<offset))
  }

  /// A piece of the line around a byte: all of it, or so much on both sides.
  private func excerpt(around offset: Int, at position: Position) -> Excerpt {
    let line = line(position.line)
    let middle = min(max(offset, line.lowerBound), line.upperBound)
    let column = position.column - 1 - max(0, offset - middle)
    let (tail, after) = moved(middle, by: 2 * Self.window - min(column, Self.window / 2), within: line)
    // Near the end of the line there is more before.
    let (head, before) = moved(middle, by: after - 2 * Self.window, within: line)
    return Excerpt(text: String(decoding: bytes[head..<tail], as: UTF8.self), skipped: column - before)
  }

  /// The byte that lies so many code points away, at most at an end of the line, and how many it really are.
  private func moved(_ offset: Int, by count: Int, within line: Range<Int>) -> (offset: Int, count: Int) {
    var (offset, moved) = (offset, 0)
    while moved < abs(count), count < 0 ? offset > line.lowerBound : offset < line.upperBound {
      repeat { offset += count.signum() } while line.contains(offset) && bytes[offset] & 0xC0 == 0x80
      moved += 1
    }
    return (min(max(offset, line.lowerBound), line.upperBound), moved)
  }

  private func start(_ line: Int) -> Int { Int(starts[line]) }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if start(middle) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func codePoints(_ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      UnsafeBufferPointer(rebasing: bytes[range]).reduce(0) { $0 &+ ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
  }
}
