internal import KojaModel

/// The place of a name among others, by bytes. The first 16 are kept as numbers, so that most comparisons need not look at
/// the text.
struct NameOrder: Comparable {
  private let high: UInt64, low: UInt64
  private let name: Key

  /// The place of a name.
  init(_ name: String) {
    var name = name
    (high, low) = name.withUTF8 { bytes in
      func word(_ start: Int) -> UInt64 {
        (start..<start + 8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
      }
      return (word(0), word(8))
    }
    self.name = Key(name)
  }

  static func < (left: NameOrder, right: NameOrder) -> Bool {
    if left.high != right.high { return left.high < right.high }
    return left.low != right.low ? left.low < right.low : left.name < right.name
  }

  static func == (left: NameOrder, right: NameOrder) -> Bool { left.name == right.name }
}
