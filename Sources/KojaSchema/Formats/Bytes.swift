/// The bytes of a text in UTF-8.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// A stretch of it.
  @inline(__always)
  func part(_ start: Int, _ end: Int) -> Bytes { Bytes(rebasing: self[start..<end]) }

  /// Where a byte is found first from an index on; the end where it is not.
  func index(of byte: UInt8, from start: Int = 0) -> Int {
    var index = start
    while index < count, self[index] != byte { index += 1 }
    return index
  }
}

/// Kinds of ASCII bytes.
enum ASCII {
  /// `0` to `9`.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Letters of either case.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Letters and digits.
  @inline(__always)
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// Hexadecimal digits of either case.
  @inline(__always)
  static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

  /// The number that two digits at an index write; above 99 where there are none. The bytes must be there.
  @inline(__always)
  static func two(_ text: Bytes, _ index: Int) -> Int {
    let (tens, ones) = (text[index] &- 0x30, text[index + 1] &- 0x30)
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : 1000
  }

  /// Whether two hexadecimal digits follow a `%` at an index.
  @inline(__always)
  static func isEscape(_ text: Bytes, _ index: Int) -> Bool {
    index + 2 < text.count && isHexadecimal(text[index + 1]) && isHexadecimal(text[index + 2])
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The code point at an index and the number of its bytes; nil where there is none.
  func scalar(at index: Int) -> (value: UInt32, length: Int)? {
    let first = self[index]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length == 1 || first >= 0xC2, index + length <= count else { return nil }
    var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<Swift.max(1, length) {
      guard self[index + offset] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(self[index + offset] & 0x3F)
    }
    return (value, length)
  }
}
