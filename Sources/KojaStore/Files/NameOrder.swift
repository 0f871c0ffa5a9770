internal import KojaModel

/// The place of a name among others, by bytes. The first 16 are kept as numbers, so that most comparisons need not look at
/// the text, and sorting moves numbers alone.
struct NameOrder {
  private let high: UInt64, low: UInt64
  private let position: Int

  private init(_ path: String, after length: Int, at position: Int) {
    var path = path
    (high, low) = path.withUTF8 { bytes in
      func word(_ start: Int) -> UInt64 {
        (start..<start + 8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
      }
      return (word(length), word(length + 8))
    }
    self.position = position
  }

  /// Things in the order of their paths, which do not differ in so many bytes at their beginning.
  static func sorted<Item>(_ items: [Item], after length: Int = 0, by path: (Item) -> String) -> [Item] {
    var places = items.indices.map { NameOrder(path(items[$0]), after: length, at: $0) }
    places.sort { left, right in
      if left.high != right.high { return left.high < right.high }
      if left.low != right.low { return left.low < right.low }
      return Key(path(items[left.position])) < Key(path(items[right.position]))
    }
    return places.map { items[$0.position] }
  }
}
