/// The name of a git object: the 20 bytes of its SHA-1.
///
/// Ordered and compared by bytes, as git does.
package struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The id of these 20 bytes; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    var rest = bytes[...]
    func next<Word: FixedWidthInteger>(_: Word.Type) -> Word {
      defer { rest = rest.dropFirst(Word.bitWidth / 8) }
      return rest.prefix(Word.bitWidth / 8).reduce(0) { $0 << 8 | Word($1) }
    }
    high = next(UInt64.self)
    middle = next(UInt64.self)
    low = next(UInt32.self)
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 40 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    for index in stride(from: 0, to: 40, by: 2) {
      guard let left = Self.value(digits[index]), let right = Self.value(digits[index + 1]) else { return nil }
      bytes.append(left << 4 | right)
    }
    self.init(bytes: bytes)
  }

  /// The 20 bytes.
  package var bytes: [UInt8] {
    [high, middle].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
      + (0..<4).map { UInt8(truncatingIfNeeded: low >> (24 - 8 * $0)) }
  }

  /// The 40 lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  package var description: String { hex }

  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  /// The id whose big-endian words are these; how handles copy it out of a C structure without an array.
  init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// The three big-endian words.
  var words: (high: UInt64, middle: UInt64, low: UInt32) { (high, middle, low) }
}
