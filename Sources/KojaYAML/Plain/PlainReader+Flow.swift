internal import KojaModel

extension PlainReader {
  /// Reads a flow collection on one line.
  mutating func readFlow() throws(Doubt) {
    let outside = depth
    try openFlow()
    var isFirst = true
    while true {
      skipSpaces()
      if isFirst, try closeFlow() {
        isFirst = false
      } else {
        if top.isMapping { try readFlowKey() }
        switch text[at] {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          try openFlow()
          isFirst = true
          continue
        case UInt8(ascii: "\""): try doubleQuoted()
        case UInt8(ascii: "'"): try singleQuoted()
        default: try flowPlain()
        }
        if !top.isMapping { top.count &+= 1 }
      }
      // Behind a value: closing brackets, then a comma.
      while depth > outside {
        skipSpaces()
        if try !closeFlow() { break }
      }
      if depth == outside { return }
      guard text[at] == UInt8(ascii: ",") else { throw .unsure }
      at &+= 1
      isFirst = false
    }
  }

  private mutating func openFlow() throws(Doubt) {
    if depth > 0, nodes[Int(top.node)].style == .flow, !top.isMapping { top.count &+= 1 }
    try open(isMapping: text[at] == UInt8(ascii: "{"), 0, style: .flow)
    at &+= 1
  }

  /// Closes the innermost collection if its bracket is here.
  private mutating func closeFlow() throws(Doubt) -> Bool {
    guard text[at] == (top.isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
    at &+= 1
    lastEnd = UInt32(truncatingIfNeeded: at)
    try close()
    return true
  }

  private mutating func readFlowKey() throws(Doubt) {
    guard at < text.count else { throw .unsure }
    let start = at
    try readKey()
    guard text[at &+ 1] == 0x20, !text[start..<at].contains(where: { ",[]{}?#".utf8.contains($0) }) else {
      throw .unsure
    }
    at &+= 1
    skipSpaces()
  }

  /// Letters, digits and what stands between them.
  private mutating func flowPlain() throws(Doubt) {
    let start = at
    var end = at
    scan: while true {
      switch text[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "/"), 0x20:
        end &+= 1
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): break scan
      default: throw .unsure
      }
    }
    while end > start, text[end &- 1] == 0x20 { end &-= 1 }
    at = end
    try plain(start..<end)
  }

  private mutating func skipSpaces() { at &+= text.spaces(at) }
}
