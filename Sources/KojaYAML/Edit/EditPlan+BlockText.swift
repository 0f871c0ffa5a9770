import KojaModel

/// A text as the lines of a block scalar.
struct BlockText {
  /// `|-`, `>`, `|2+` …
  let header: String
  /// The lines without their indentation.
  let lines: [String]
  /// The column at which they stand.
  let column: Int
}

extension EditPlan {
  /// A text as a block: folded and with an indentation indicator where the text that it replaces is so, as far as it
  /// survives in that; nil where it belongs on one line.
  func blockText(_ text: String, insteadOf node: NodeIndex, in slot: Slot) -> BlockText? {
    let style = document.nodes[node].style
    guard style == .literal || style == .folded else {
      return ScalarText.literal(text).map { BlockText(header: $0.header, lines: $0.lines, column: slot.column + 2) }
    }
    let header = document.source[document.range(node)].prefix { !$0.isBlank }
    let indicator = header.first { (0x31...0x39).contains($0) }.map { Int($0) - 0x30 }
    let column = indicator.map { slot.column + $0 } ?? contentColumn(node) ?? slot.column + 2
    let body =
      (style == .folded ? ScalarText.folded(text, width: max(80, longestLine(node)) - column) : nil)
      ?? ScalarText.literal(text, hasIndicator: indicator != nil)
    guard let body else { return nil }
    let digit = indicator.map { String($0) } ?? ""
    return BlockText(header: body.header.prefix(1) + digit + body.header.dropFirst(), lines: body.lines, column: column)
  }

  /// The column of a block scalar's text.
  private func contentColumn(_ node: NodeIndex) -> Int? {
    lines(node).first { !source.isBlankLine($0) }.map { source.skipSpaces($0) - $0 }
  }

  /// How many bytes the longest line of a block scalar has.
  private func longestLine(_ node: NodeIndex) -> Int {
    lines(node).map { source.lineEnd($0) - $0 }.max() ?? 0
  }

  /// Where the lines of a block scalar's text begin.
  private func lines(_ node: NodeIndex) -> [Int] {
    let range = document.range(node)
    return Array(
      sequence(first: source.nextLine(range.lowerBound)) { source.nextLine($0) }.prefix { $0 < range.upperBound })
  }
}
