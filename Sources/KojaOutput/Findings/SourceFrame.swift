internal import KojaModel

/// A line of source as it is shown, and the cells in it that a finding is about.
struct SourceFrame {
  /// The line, safe to print, tabs expanded, cut to the width with ellipses.
  let text: String
  /// Cells before the underlined stretch.
  let indent: Int
  /// Cells of the underlined stretch, at least one. A stretch of several lines reaches to the end of its first.
  let marked: Int

  /// One character of the line: how it is shown, and which code points of the line it is made of.
  private struct Piece {
    var text: String
    var cells: Int
    var scalars: Range<Int>
  }

  private static let tab = 4

  /// Frames the excerpt of a place in at most so many cells; nil when the place has none.
  init?(_ place: Place, width: Int?) {
    guard let excerpt = place.excerpt else { return nil }
    let pieces = Self.pieces(excerpt.text)
    let first = max(0, place.start.column - 1 - excerpt.skipped)
    let last =
      place.end.line == place.start.line
      ? place.end.column - 1 - excerpt.skipped : pieces.last { $0.text != " " }?.scalars.upperBound ?? 0
    let start = pieces.firstIndex { $0.scalars.upperBound > first } ?? pieces.count
    let end = max(start, (pieces.lastIndex { $0.scalars.lowerBound < last } ?? -1) + 1)
    let window = Self.window(pieces, around: start, width: width.map { max($0, 20) })
    let cells = { (range: Range<Int>) in pieces[range.clamped(to: window)].reduce(0) { $0 + $1.cells } }
    let head = window.lowerBound > 0 || excerpt.skipped > 0 ? "…" : ""
    text = head + pieces[window].map(\.text).joined() + (window.upperBound < pieces.count ? "…" : "")
    indent = head.count + cells(0..<start)
    marked = max(1, cells(start..<end))
  }

  private static func pieces(_ line: String) -> [Piece] {
    var pieces: [Piece] = []
    var (column, scalar) = (0, 0)
    for character in line {
      let text = character == "\t" ? String(repeating: " ", count: tab - column % tab) : safe(String(character))
      let piece = Piece(
        text: text, cells: Cells.width(text), scalars: scalar..<scalar + character.unicodeScalars.count)
      column += piece.cells
      scalar = piece.scalars.upperBound
      pieces.append(piece)
    }
    return pieces
  }

  /// The pieces that fit, with a third of the room for what stands before the stretch.
  private static func window(_ pieces: [Piece], around start: Int, width: Int?) -> Range<Int> {
    guard let width, pieces.reduce(0, { $0 + $1.cells }) > width - 1 else { return 0..<pieces.count }
    let room = width - 2
    var (low, high, used) = (start, start, 0)
    func grow(leftTo limit: Int) {
      while low > 0, used + pieces[low - 1].cells <= limit {
        low -= 1
        used += pieces[low].cells
      }
    }
    grow(leftTo: room / 3)
    while high < pieces.count, used + pieces[high].cells <= room {
      used += pieces[high].cells
      high += 1
    }
    grow(leftTo: room)
    return low..<high
  }
}
