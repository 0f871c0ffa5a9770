/// The bytes of a text, looked at in ways that are safe at its end.
struct PlainText {
  /// The bytes.
  let bytes: UnsafeBufferPointer<UInt8>

  /// How many bytes there are.
  @inline(__always) var count: Int { bytes.count }

  /// A byte; 0 behind the end.
  @inline(__always) subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The bytes of a stretch that is there.
  @inline(__always) subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Eight bytes; zeros behind the end.
  @inline(__always) func word(_ offset: Int) -> ByteWord {
    guard offset &+ 8 <= bytes.count, let start = bytes.baseAddress else { return lastWord(offset) }
    return ByteWord(bits: UInt64(littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self)))
  }

  @inline(never) private func lastWord(_ offset: Int) -> ByteWord {
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
    let count = word(offset).spaces
    return count == 8 ? manySpaces(offset) : count
  }

  @inline(never) private func manySpaces(_ offset: Int) -> Int {
    var count = 0
    while self[offset &+ count] == 0x20 { count &+= 1 }
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

  /// Whether here is a space, a line break or the end; other controls do not get past ``PlainReader/endLine()``.
  @inline(__always) func isBlank(_ offset: Int) -> Bool { self[offset] <= 0x20 }

  /// Whether here is a dash that begins an item.
  @inline(__always) func isDash(_ offset: Int) -> Bool {
    self[offset] == UInt8(ascii: "-") && isBlank(offset &+ 1)
  }

  /// Whether a key begins here: up to its colon without blanks, or in quotes.
  func isKey(_ offset: Int) -> Bool {
    let quote = self[offset]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = stop(offset &+ 1, quote, quote)
      return self[end] == quote && self[end &+ 1] == UInt8(ascii: ":")
    }
    let end = nameEnd(offset)
    return self[end] == UInt8(ascii: ":") && isBlank(end &+ 1)
  }

  /// The first byte from an offset on that is a colon, a space, a control, DEL or not ASCII; or the end.
  func nameEnd(_ offset: Int) -> Int {
    var end = offset
    while true {
      let marks = word(end).nameStops
      if marks != 0 { return end &+ ByteWord.first(marks) }
      end &+= 8
    }
  }

  /// Where a line break here ends; the end of the text is one.
  @inline(__always) func breakEnd(_ offset: Int) throws(Doubt) -> Int {
    if self[offset] == 0x0A { return offset &+ 1 }
    if offset >= bytes.count { return bytes.count }
    guard bytes[offset] == 0x0D, self[offset &+ 1] == 0x0A else { throw .unsure }
    return offset &+ 2
  }

  /// Where the text of a line ends of which everything may be text.
  func lineEnd(_ offset: Int) throws(Doubt) -> Int {
    var offset = offset
    while true {
      offset = stop(offset, 0x7F, 0x7F)
      guard self[offset] >= 0x80 else { return offset }
      offset &+= try wide(offset)
    }
  }

  /// The length of a character that is not ASCII, and neither invisible nor misleading.
  func wide(_ offset: Int) throws(Doubt) -> Int {
    guard let (scalar, length) = bytes.scalar(at: offset) else { throw .unsure }
    switch scalar {
    case ...0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x2000...0x200F,
      0x2028...0x202F, 0x205F...0x206F, 0x2800, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFF,
      0x1D173...0x1D17A, 0xE0000...:
      throw .unsure
    default: return length
    }
  }
}
