/// How many cells of a terminal a text takes, and texts fitted to cells.
///
/// East Asian width is that of Unicode 16.0; marks and emoji follow the standard library's Unicode. All texts are
/// expected to be ``safe(_:)``: a control character counts as one cell.
package enum Cells {
  /// Where a text stands in a wider field.
  package enum Alignment: Sendable {
    case left, right
  }

  /// The cells of a text.
  package static func width(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + width($1) }
  }

  /// The cells of one character as a reader sees it: an emoji sequence or a flag takes two, a mark none of its own.
  package static func width(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    let isEmoji =
      first.properties.isEmojiPresentation
      || first.properties.isEmoji && scalars.contains { $0.value == 0xFE0F }
    return isEmoji ? 2 : scalars.reduce(0) { $0 + width($1) }
  }

  /// The text itself when it fits, else its beginning with an ellipsis in the last cell.
  package static func truncated(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    guard limit > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      used += width(character)
      if used > limit - 1 { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text itself when it fits, else its beginning and, twice as long, its end, with an ellipsis between them.
  package static func shortened(_ text: String, to limit: Int) -> String {
    guard width(text) > limit else { return text }
    guard limit > 3 else { return truncated(text, to: limit) }
    let start = truncated(text, to: (limit - 1) / 3 + 1)
    var end: [Character] = []
    var room = limit - width(start)
    for character in text.reversed() {
      room -= width(character)
      if room < 0 { break }
      end.append(character)
    }
    return start + String(end.reversed().drop { $0 == " " })
  }

  /// The text with blanks up to a number of cells.
  package static func padded(_ text: String, to limit: Int, _ alignment: Alignment = .left) -> String {
    let blanks = String(repeating: " ", count: max(0, limit - width(text)))
    return alignment == .left ? text + blanks : blanks + text
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if scalar.properties.isDefaultIgnorableCodePoint || joinedJamo.contains(where: { $0.contains(scalar.value) }) {
      return 0
    }
    return scalar.properties.isEmojiPresentation || wide.contains(where: { $0.contains(scalar.value) }) ? 2 : 1
  }

  /// Vowels and finals that stand inside the cells of the Hangul initial before them.
  private static let joinedJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

  /// East_Asian_Width W and F but for emoji, joined across unassigned code points.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18CFF, 0x18D00...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D356, 0x1D360...0x1D376,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
