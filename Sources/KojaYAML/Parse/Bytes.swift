internal import CLibYAML

extension UInt8 {
  /// Space, tab or a line break.
  var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  /// `0` to `9`.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// An ASCII letter.
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes from an offset on, which are there, are those of a text.
  func hasBytes(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard let left = baseAddress, let right = text.baseAddress, !text.isEmpty else { return text.isEmpty }
    return memcmp(left + offset, right, text.count) == 0
  }

  /// One code point of UTF-8 (RFC 3629) and its length, or nil where the bytes are none.
  func scalar(at offset: Int) -> (scalar: UInt32, length: Int)? {
    let lead = self[offset]
    let (length, second): (Int, ClosedRange<UInt8>)
    switch lead {
    case 0..<0x80: return (UInt32(lead), 1)
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= count, second.contains(self[offset + 1]) else { return nil }
    var scalar = UInt32(lead & (0xFF >> (UInt8(length) + 1)))
    for index in 1..<length {
      guard self[offset + index] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(self[offset + index] & 0x3F)
    }
    return (scalar, length)
  }
}
