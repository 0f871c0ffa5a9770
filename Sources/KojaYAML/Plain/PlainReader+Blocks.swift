internal import KojaModel

extension PlainReader {
  /// Reads a scalar behind `|` or `>`, and to the beginning of the line behind it.
  mutating func blockScalar() throws(Doubt) -> Node {
    let start = at
    let isFolded = bytes[at] == UInt8(ascii: ">")
    at &+= 1
    let keepsBreak = byte(at) != UInt8(ascii: "-")
    if !keepsBreak { at &+= 1 }
    try endLine()

    let text = decoded.count
    let indent = spaces(at)
    guard indent > top.indent, !isBlank(at &+ indent) else { throw .unsure }
    var end = at
    var breaks = 0
    while at < bytes.count {
      let column = spaces(at)
      let first = byte(at &+ column)
      if first == 0x0A || first == 0x0D {
        guard column <= indent else { throw .unsure }
        try skipBreak(at &+ column)
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
      end = try lineEnd(at &+ column)
      decoded.append(contentsOf: bytes[at &+ indent..<end])
      breaks = end < bytes.count ? 1 : 0
      try skipBreak(end)
    }
    if keepsBreak, breaks > 0 { decoded.append(0x0A) }
    return Node(
      kind: .string, style: isFolded ? .folded : .literal, isDecoded: true, start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end), textStart: UInt32(truncatingIfNeeded: text),
      textLength: UInt32(truncatingIfNeeded: decoded.count &- text))
  }
}
