/// A name as numbers: its first sixteen bytes and its length. Names of at most sixteen bytes are the same when their
/// digests are.
package struct NameDigest: Sendable, Equatable {
  /// The first eight bytes, the first one lowest, zeros where the name is shorter.
  package let low: UInt64
  /// The next eight bytes in the same way.
  package let high: UInt64
  /// All bytes of the name.
  package let length: Int

  /// Longest name that its digest tells whole.
  package static let whole = 16

  /// A digest from its parts.
  @inlinable package init(low: UInt64, high: UInt64, length: Int) {
    self.low = low
    self.high = high
    self.length = length
  }

  /// The digest of a name.
  package init(_ name: UnsafeBufferPointer<UInt8>) {
    self.init(low: Self.word(name.prefix(8)), high: Self.word(name.dropFirst(8).prefix(8)), length: name.count)
  }

  /// A number in which every bit depends on the whole digest; the upper ones are the best.
  @inlinable package var hash: UInt64 {
    let sum = low &+ high &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: length)
    return (sum ^ (sum &>> 29)) &* 0xBF58_476D_1CE4_E5B9
  }

  private static func word(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
