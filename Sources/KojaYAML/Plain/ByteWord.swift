/// Eight bytes of a text, the first one lowest, looked at all at once.
///
/// The functions set the high bit of the bytes that they look for. The lowest bit set is always right; above it there
/// may be false ones, because a subtraction borrows from the next byte.
struct ByteWord {
  /// The bytes.
  let bits: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// How many of the bytes, from the first on, are spaces.
  @inline(__always) var spaces: Int { (bits ^ (0x20 &* Self.ones)).trailingZeroBitCount &>> 3 }

  /// Marks bytes below a bound of at most 0x80, the two bytes given, DEL, and all that is not ASCII.
  @inline(__always) func stops(below bound: UInt8, _ first: UInt8, _ second: UInt8) -> UInt64 {
    let low = (bits &- UInt64(bound) &* Self.ones) & ~bits
    let left = bits ^ (UInt64(first) &* Self.ones)
    let right = bits ^ (UInt64(second) &* Self.ones)
    let equal = ((left &- Self.ones) & ~left) | ((right &- Self.ones) & ~right)
    return (low | equal | bits | (bits &+ Self.ones)) & Self.highs
  }

  /// Marks what cannot be part of a name without quotes: a colon, spaces, controls, DEL, and all that is not ASCII.
  @inline(__always) var nameStops: UInt64 { stops(below: 0x21, UInt8(ascii: ":"), 0x7F) }

  /// The first so many bytes, at most seven, and zeros.
  @inline(__always) func prefix(_ count: Int) -> UInt64 { bits & ((1 &<< UInt64(count &* 8)) &- 1) }

  /// The position of the first byte that is marked.
  @inline(__always) static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }
}
