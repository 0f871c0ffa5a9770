internal import KojaModel

extension PlainReader {
  /// Reads a scalar behind `|` or `>`, and to the beginning of the line behind it.
  mutating func blockScalar() throws(Doubt) {
    let start = at
    let isFolded = text[at] == UInt8(ascii: ">")
    at &+= 1
    let keepsBreak = text[at] != UInt8(ascii: "-")
    if !keepsBreak { at &+= 1 }
    try endLongLine()

    let value = decoded.count
    let indent = text.spaces(at)
    guard indent > Int(top.indent), !text.isBlank(at &+ indent) else { throw .unsure }
    var end = at
    var breaks = 0
    while at < text.count {
      let column = text.spaces(at)
      let first = text[at &+ column]
      if first == 0x0A || first == 0x0D {
        guard column <= indent else { throw .unsure }
        at = try text.breakEnd(at &+ column)
        breaks &+= 1
        continue
      }
      guard first != 0 else { throw .unsure }
      if column < indent { break }
      if isFolded, column > indent { throw .unsure }
      if isFolded, breaks == 1 {
        decoded.append(0x20)
      } else {
        for _ in 0..<(isFolded ? max(0, breaks &- 1) : breaks) { decoded.append(0x0A) }
      }
      end = try text.lineEnd(at &+ column)
      decoded.append(contentsOf: text[at &+ indent..<end])
      breaks = end < text.count ? 1 : 0
      at = try text.breakEnd(end)
    }
    if keepsBreak, breaks > 0 { decoded.append(0x0A) }
    try addLeaf(
      .string, isFolded ? .folded : .literal, isDecoded: true, start: start, end: end, textStart: value,
      textLength: decoded.count &- value)
  }
}
