internal import KojaModel

/// A mistake behind a syntax error that can be told by looking at its line, wherever libyaml noticed it.
struct SyntaxTrap {
  /// Where the mistake is.
  let range: Range<Int>
  /// What it is, and the way out.
  let message: Phrase, hint: Phrase
  /// The safe way out.
  var fix: Fix?

  /// The trap that a report is about, if there is one.
  static func find(_ report: SyntaxReport) -> SyntaxTrap? {
    oddSpace(report) ?? lateQuote(report) ?? gluedColon(report, at: report.contextAt) ?? lineAbove(report)
  }

  /// For a second colon on a line: the whole value in quotes, where that is plainly what was meant.
  static func quoting(_ report: SyntaxReport) -> Fix? {
    guard report.problem.contains("mapping values are not allowed") else { return nil }
    let bytes = report.bytes
    let line = lineRange(report.at, bytes)
    let name = bytes[line].drop { $0 == 0x20 }.prefix(while: isName)
    var value = name.endIndex..<line.upperBound
    guard !name.isEmpty, bytes[value].starts(with: ": ".utf8), value.lowerBound < report.at,
      !report.mayBePair
    else { return nil }
    value = value.lowerBound + 2..<value.upperBound
    while let last = bytes[value].last, last.isBlank { value = value.lowerBound..<value.upperBound - 1 }
    guard let first = bytes[value].first, first.isLetter || first.isDigit || first >= 0x80,
      !bytes[value].contains(where: { "\"'#{}[]".utf8.contains($0) || $0 == 0x09 })
    else { return nil }
    return .replace(value, with: ScalarText.doubleQuoted(String(decoding: bytes[value], as: UTF8.self)))
  }

  /// A no-break space, as it comes from pasting, where YAML looks for a space.
  private static func oddSpace(_ report: SyntaxReport) -> SyntaxTrap? {
    let bytes = report.bytes
    for place in [report.at, report.contextAt] {
      let line = lineRange(place, bytes)
      var offset = line.lowerBound
      var isStructural = true
      while offset < line.upperBound, let (code, length) = bytes.scalar(at: offset) {
        if isStructural, let scalar = Unicode.Scalar(code), TreeBuilder.isOddSpace(scalar) {
          return SyntaxTrap(
            range: offset..<offset + length,
            message: Phrase(
              id: "ini bukan spasi biasa (biasanya hasil salin-tempel)",
              en: "this is no ordinary space (it usually comes from pasting)"),
            hint: Phrase(id: "ganti dengan spasi biasa", en: "replace it by an ordinary space"),
            fix: .replace(offset..<offset + length, with: " "))
        }
        isStructural = code == 0x3A || (isStructural && (code == 0x20 || code == 0x2D))
        offset += length
      }
    }
    return nil
  }

  /// A text in quotes that went on over lines until the next quote, which was meant to open another.
  private static func lateQuote(_ report: SyntaxReport) -> SyntaxTrap? {
    let bytes = report.bytes
    guard let quoted = report.quoted, quoted.upperBound <= report.at, bytes[quoted].contains(0x0A),
      !bytes[quoted.upperBound..<report.at].contains(0x0A)
    else { return nil }
    return SyntaxTrap(
      range: quoted.lowerBound..<quoted.lowerBound + 1,
      message: Phrase(
        id: "tanda kutip ini tidak ditutup di barisnya, dan teksnya berlanjut sampai tanda kutip berikutnya",
        en: "this quote is not closed on its line, and its text goes on until the next quote"),
      hint: Phrase(
        id: "tambahkan tanda kutip penutup di akhir teks", en: "add the closing quote at the end of the text"))
  }

  /// `name:value`.
  private static func gluedColon(_ report: SyntaxReport, at start: Int) -> SyntaxTrap? {
    guard report.problem.contains("':'"), report.context.contains("simple key") else { return nil }
    return gluedColon(report.bytes, at: start)
  }

  /// A line that was to begin with a key and does not: the key on the line below is taken for more of its text. That is
  /// where libyaml stops.
  private static func lineAbove(_ report: SyntaxReport) -> SyntaxTrap? {
    let bytes = report.bytes
    let line = lineRange(report.at, bytes)
    guard report.problem.contains("mapping values are not allowed"), line.lowerBound > 0 else { return nil }
    let above = lineRange(line.lowerBound - 1, bytes)
    func text(_ line: Range<Int>) -> Slice<UnsafeBufferPointer<UInt8>> { bytes[line].drop { $0 == 0x20 } }
    // Its own colon, or that of a key which it goes on from, would have been seen.
    let start = text(above).drop { $0 == UInt8(ascii: "-") || $0 == 0x20 }.startIndex
    guard start - above.lowerBound == text(line).startIndex - line.lowerBound, start < above.upperBound,
      text(line).prefix(while: isName).endIndex == report.at
    else { return nil }
    if let trap = gluedColon(bytes, at: start) { return trap }
    let name = bytes[start..<above.upperBound].prefix(while: isName)
    guard !name.isEmpty, !bytes[above].contains(UInt8(ascii: ":")) else { return nil }
    var end = above.upperBound
    while end > start, bytes[end - 1].isBlank || bytes[end - 1] == 0x0D { end -= 1 }
    let key = String(decoding: name, as: UTF8.self)
    return SyntaxTrap(
      range: start..<end,
      message: Phrase(
        id: "baris ini tidak punya titik dua sesudah nama kolomnya", en: "no colon follows the key on this line"),
      hint: Phrase(id: "tulis `\(key): isinya`", en: "write `\(key): value`"))
  }

  private static func gluedColon(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> SyntaxTrap? {
    let line = lineRange(start, bytes)
    let name = bytes[start..<line.upperBound].prefix(while: isName)
    let colon = name.endIndex
    guard !name.isEmpty, colon + 1 < line.upperBound, bytes[colon] == UInt8(ascii: ":"),
      bytes[colon + 1] != UInt8(ascii: "/"), !bytes[colon + 1].isBlank
    else { return nil }
    return SyntaxTrap(
      range: colon..<colon + 1,
      message: SyntaxWords.gluedColon.message, hint: SyntaxWords.gluedColon.hint,
      fix: .replace(colon + 1..<colon + 1, with: " "))
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// The line around a place, without its break.
  private static func lineRange(_ offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let offset = min(offset, bytes.count)
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return start..<max(start, bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count)
  }
}
