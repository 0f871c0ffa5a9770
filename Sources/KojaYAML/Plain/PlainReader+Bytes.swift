extension PlainReader {
  /// A byte; 0 behind the end.
  @inline(__always) func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// Eight bytes; zeros behind the end.
  @inline(__always) func word(_ offset: Int) -> ByteWord {
    guard offset &+ 8 <= bytes.count else { return lastWord(offset) }
    return ByteWord(
      bits: UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }

  private func lastWord(_ offset: Int) -> ByteWord {
    var bits: UInt64 = 0
    var index = bytes.count
    while index > offset {
      index &-= 1
      bits = bits &<< 8 | UInt64(bytes[index])
    }
    return ByteWord(bits: bits)
  }

  /// How many spaces there are from an offset on.
  @inline(__always) func spaces(_ offset: Int) -> Int {
    var count = word(offset).spaces
    if count == 8 {
      var more = 8
      repeat {
        more = word(offset &+ count).spaces
        count &+= more
      } while more == 8
    }
    return count
  }

  /// The first byte from an offset on that is a control, one of the two given, DEL or not ASCII; or the end.
  @inline(__always) func stop(_ offset: Int, _ first: UInt8, _ second: UInt8) -> Int {
    var offset = offset
    while true {
      let marks = word(offset).stops(below: 0x20, first, second)
      if marks != 0 { return offset &+ ByteWord.first(marks) }
      offset &+= 8
    }
  }

  /// Whether here is a dash that begins an item.
  @inline(__always) func isDash(_ offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "-") && isBlank(offset &+ 1)
  }

  /// Whether here is a space, a line break or the end; other controls do not get past ``endLine()``.
  @inline(__always) func isBlank(_ offset: Int) -> Bool { byte(offset) <= 0x20 }

  /// Ends a line behind a value, a colon or a dash.
  mutating func endLine() throws(Doubt) {
    let start = at &+ spaces(at)
    switch byte(start) {
    case 0x0A: at = start &+ 1
    case UInt8(ascii: "#"):
      guard start > at, isBlank(start &+ 1) else { throw .unsure }
      try skipComment(start)
    default: try skipBreak(start)
    }
  }

  /// Goes behind a line break, or to the end.
  mutating func skipBreak(_ offset: Int) throws(Doubt) {
    if offset >= bytes.count {
      at = bytes.count
    } else if bytes[offset] == 0x0A {
      at = offset &+ 1
    } else {
      guard bytes[offset] == 0x0D, byte(offset &+ 1) == 0x0A else { throw .unsure }
      at = offset &+ 2
    }
  }

  /// Goes behind the line of a comment.
  mutating func skipComment(_ offset: Int) throws(Doubt) { try skipBreak(lineEnd(offset)) }

  /// Where the text of a line ends of which everything may be text.
  func lineEnd(_ offset: Int) throws(Doubt) -> Int {
    var offset = offset
    while true {
      offset = stop(offset, 0x7F, 0x7F)
      guard byte(offset) >= 0x80 else { return offset }
      offset &+= try wide(offset)
    }
  }

  /// The length of a character that is not ASCII, and neither invisible nor misleading.
  func wide(_ offset: Int) throws(Doubt) -> Int {
    guard let (scalar, length) = bytes.scalar(at: offset) else { throw .unsure }
    switch scalar {
    case ...0xA0, 0xAD, 0x61C, 0x180B...0x180F, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0xFE00...0xFE0F,
      0xFEFF, 0xFFF0...0xFFFF, 0xE0000...:
      throw .unsure
    default: return length
    }
  }
}
