extension DocumentView {
  /// Adds a node as JSON in one line, byte for byte as ``Value/json(indented:)`` writes it.
  ///
  /// - Parameter left: Values of mappings and items of lists that are left out.
  package func writeJSON(_ node: NodeIndex, leavingOut left: Set<NodeIndex> = [], to out: inout [UInt8]) {
    switch nodes[node].kind {
    case .null: out += "null".utf8
    case .boolean:
      let first = text(node).first
      out += (first == UInt8(ascii: "t") || first == UInt8(ascii: "T") ? "true" : "false").utf8
    case .integer, .float: Self.writeNumber(text(node), to: &out)
    case .string: Self.writeString(text(node), to: &out)
    case .sequence:
      out.append(UInt8(ascii: "["))
      var item = node + 1
      var isFirst = true
      let end = Int(nodes[node].next)
      while item < end {
        if !left.contains(item) {
          if !isFirst { out.append(UInt8(ascii: ",")) }
          isFirst = false
          writeJSON(item, leavingOut: left, to: &out)
        }
        item = Int(nodes[item].next)
      }
      out.append(UInt8(ascii: "]"))
    case .mapping:
      out.append(UInt8(ascii: "{"))
      var key = node + 1
      var isFirst = true
      let end = Int(nodes[node].next)
      while key < end {
        if !left.contains(key + 1) {
          if !isFirst { out.append(UInt8(ascii: ",")) }
          isFirst = false
          Self.writeString(text(key), to: &out)
          out.append(UInt8(ascii: ":"))
          writeJSON(key + 1, leavingOut: left, to: &out)
        }
        key = Int(nodes[key + 1].next)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func writeNumber(_ spelling: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    let digits = spelling.first == UInt8(ascii: "-") ? spelling.dropFirst() : spelling[...]
    let isPlain = (digits.count == 1 || digits.first != 0x30) && digits.allSatisfy { (0x30...0x39).contains($0) }
    if isPlain, !digits.isEmpty {
      out += spelling
    } else {
      out += Value.jsonNumber(String(decoding: spelling, as: UTF8.self)).utf8
    }
  }

  /// Whether all bytes stand for themselves in JSON: ASCII, no control character, neither `"` nor `\`. Eight at a time.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(text)
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    /// The top bit of each byte that is zero, and of none below the first such.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }
    var offset = 0
    while offset + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let isControl = (word &- ones &* 0x20) & ~word & tops
      let odd =
        word & tops | isControl | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C) | zeros(word ^ ones &* 0x7F)
      if odd != 0 { return false }
      offset += 8
    }
    return text[offset...].allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
  }

  /// Whole runs of bytes that stand for themselves are copied at once; the rest is left to ``Value/writeString(_:to:)``.
  private static func writeString(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    guard isPlain(text) else {
      var written = ""
      Value.writeString(String(decoding: text, as: UTF8.self), to: &written)
      out += written.utf8
      return
    }
    out.append(0x22)
    out += text
    out.append(0x22)
  }
}
