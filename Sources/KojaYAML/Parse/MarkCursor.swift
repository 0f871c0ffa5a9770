/// Turns libyaml's marks (code points, byte order mark not counted) into byte offsets.
///
/// In ASCII text that is an addition; else a cursor moves along, since marks come nearly in order.
struct MarkCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private let base: Int
  private var offset: Int
  private var index = 0

  /// A cursor at the start of a text that is valid UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
    base = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    offset = base
  }

  /// The byte of a mark; marks past the end are at the end.
  mutating func byte(_ mark: Int) -> Int {
    if isASCII { return min(base + mark, bytes.count) }
    while index < mark, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      index += 1
    }
    while index > mark {
      offset -= 1
      while bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      index -= 1
    }
    return offset
  }
}
