internal import KojaModel

/// What the standard forbids and libyaml lets through, so that other tools would read it differently or not at all.
extension TreeBuilder {
  private static let closing = Array("\"']}".utf8)

  /// The least column at which the lines of a value may begin that a block collection holds.
  private var indent: Int {
    guard let frame = tree.frames.last(where: { !$0.isFlow }) else { return 0 }
    let start = tree.range(frame.node).lowerBound
    return start - lineStart(start) + 1
  }

  private func lineStart(_ offset: Int) -> Int {
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
  }

  /// The lines of a text in quotes are indented more than the key; inside brackets the lines of those count.
  func checkContinuation(_ range: Range<Int>) {
    guard tree.frames.last?.isFlow != true else { return }
    checkIndent(range, indent, isFlow: false)
  }

  /// A collection in brackets that is in no other one ends: its lines are indented, and before a `#` is a blank.
  func checkFlow(_ frame: TreeAssembly.Frame, end: Int) {
    let range = tree.range(frame.node).lowerBound..<end
    guard tree.frames.dropLast().last?.isFlow != true, bytes[range].contains(0x0A) else { return }
    checkIndent(range, indent, isFlow: true)
    guard bytes[range].contains(UInt8(ascii: "#")) else { return }
    var gap = range.lowerBound
    for node in tree.nodes[frame.node...] where node.kind != .mapping && node.kind != .sequence {
      checkComments(gap..<max(gap, Int(node.start)))
      gap = max(gap, Int(node.end))
    }
    checkComments(gap..<range.upperBound)
  }

  private func checkIndent(_ range: Range<Int>, _ indent: Int, isFlow: Bool) {
    guard indent > 0 else { return }
    var line = range.lowerBound
    while let lineBreak = bytes[line..<range.upperBound].firstIndex(of: 0x0A) {
      line = lineBreak + 1
      var start = line
      while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
      guard start - line < indent, start < range.upperBound else { continue }
      let text = bytes[start..<range.upperBound].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? range.upperBound
      guard text < range.upperBound, !bytes[text].isBlank else { continue }
      // A closing bracket below the key is how people write it, and every tool reads it.
      if isFlow, bytes[text] == UInt8(ascii: "]") || bytes[text] == UInt8(ascii: "}") { continue }
      let place = bytes[start] == 0x09 ? start..<text : text..<text + (bytes.scalar(at: text)?.length ?? 1)
      reportIndent(
        at: place, of: range.lowerBound, blanks: line..<text, indent: indent, hasTab: bytes[start] == 0x09)
      return
    }
  }

  /// Between the values of a collection in brackets.
  private func checkComments(_ range: Range<Int>) {
    var offset = range.lowerBound
    while let hash = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "#")) {
      // Behind a quote or a closing bracket it was reported with them.
      if hash > 0, !bytes[hash - 1].isBlank, !Self.closing.contains(bytes[hash - 1]) {
        reportGlued(at: hash..<hash + 1)
      }
      offset = bytes[hash..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
    }
  }

  /// `|#` is no comment, and empty lines before the text may not be longer than its indentation.
  mutating func checkBlock(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < bytes.count, !bytes[offset].isBlank, bytes[offset] != UInt8(ascii: "#") { offset += 1 }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "#") { return reportGlued(at: offset..<offset + 1) }
    checkEnd(of: range)
    if bytes[range.lowerBound..<offset].contains(where: \.isDigit) { return }
    var longest = range.lowerBound..<range.lowerBound
    while let lineBreak = bytes[offset...].firstIndex(of: 0x0A) {
      var start = lineBreak + 1
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      guard start < bytes.count else { return }
      if bytes[start] == 0x0A || bytes[start] == 0x0D {
        if start - lineBreak - 1 > longest.count { longest = lineBreak + 1..<start }
        offset = start
      } else {
        let column = start - lineBreak - 1
        let isMeant = start < range.upperBound || column >= indent || bytes[start] == UInt8(ascii: "#")
        guard isMeant, longest.count > column else { return }
        reportLongBlank(at: longest)
        // libyaml takes the text below for something else.
        hasLongBlank = true
        return
      }
    }
  }

  /// A text that is the last of the file ends with a line of text, or with a line break.
  private func checkEnd(of range: Range<Int>) {
    guard let last = bytes.last, last == 0x20 || last == 0x09 else { return }
    let line = lineStart(bytes.count)
    guard line > range.upperBound, bytes[range.upperBound...].allSatisfy(\.isBlank) else { return }
    reportBlankEnd(at: line..<bytes.count)
  }

  /// Directives belong to a document that has not begun: those behind another need `...` before them, and a blank
  /// before a comment.
  func checkDirectives(_ range: Range<Int>, isFirst: Bool, hasEnd: Bool) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = bytes[offset..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      defer { offset = end + 1 }
      guard bytes[offset] == UInt8(ascii: "%") else { continue }
      if !isFirst, !hasEnd {
        reportLateDirective(at: offset..<end)
        return false
      }
      guard bytes[offset..<end].starts(with: "%YAML".utf8) else { continue }
      let digits = bytes[offset..<end].dropFirst(5).drop { $0.isBlank }
      let rest = digits.drop { $0.isDigit || $0 == UInt8(ascii: ".") }
      if rest.first == UInt8(ascii: "#") { reportGlued(at: rest.startIndex..<rest.startIndex + 1) }
      if digits.starts(with: "1.1".utf8) { reportOldVersion(at: offset..<rest.startIndex) }
    }
    return true
  }

  /// Spaces that are none to YAML.
  static func isOddSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}
