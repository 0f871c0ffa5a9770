/// Replacements in one text that are applied together, and where its bytes lie afterwards.
package struct Splices: Sendable {
  /// One replacement.
  package struct Splice: Sendable, Equatable {
    /// The bytes that go.
    package let range: Range<Int>
    /// The bytes that come.
    package let text: [UInt8]

    /// A replacement.
    package init(range: Range<Int>, text: [UInt8]) {
      self.range = range
      self.text = text
    }
  }

  /// How a replacement goes together with those that are there.
  package enum Verdict: Equatable {
    /// It was added, or is the same as another one.
    case fits
    /// It touches bytes that another one replaces.
    case overlaps
    /// It lies outside the text.
    case outside
  }

  /// The replacements in the order of the text; none touches the bytes of another.
  package private(set) var all: [Splice] = []

  /// No replacements.
  package init() {}

  /// Adds a replacement in a text of so many bytes.
  package mutating func add(_ range: Range<Int>, _ text: [UInt8], length: Int) -> Verdict {
    guard range.lowerBound >= 0, range.upperBound <= length else { return .outside }
    let splice = Splice(range: range, text: text)
    if all.contains(splice) { return .fits }
    guard !all.contains(where: { Self.meet($0.range, range) }) else { return .overlaps }
    all.insert(splice, at: all.firstIndex { $0.range.lowerBound >= range.lowerBound } ?? all.endIndex)
    return .fits
  }

  /// The text with every replacement made.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var kept = 0
    for splice in all {
      result += bytes[kept..<splice.range.lowerBound]
      result += splice.text
      kept = splice.range.upperBound
    }
    return result + bytes[kept...]
  }

  /// Where a byte that no replacement covers lies afterwards; the first byte of a replaced stretch stays the first.
  ///
  /// - Parameter isEmpty: Whether it is the place of nothing: what is inserted there comes behind it.
  package func moved(_ offset: Int, isEmpty: Bool = false) -> Int {
    var shift = 0
    for splice in all where splice.range.upperBound <= offset {
      if isEmpty, splice.range == offset..<offset { break }
      shift += splice.text.count - splice.range.count
    }
    return offset + shift
  }

  /// Where a stretch lies afterwards that holds each replacement whole or not at all.
  package func moved(_ range: Range<Int>) -> Range<Int> {
    moved(range.lowerBound, isEmpty: true)..<moved(range.upperBound, isEmpty: range.isEmpty)
  }

  /// Where a replacement's new bytes lie afterwards.
  package func place(of splice: Splice) -> Range<Int> {
    let shift = all.prefix { $0 != splice }.reduce(0) { $0 + $1.text.count - $1.range.count }
    let start = splice.range.lowerBound + shift
    return start..<start + splice.text.count
  }

  /// Whether two stretches share a byte, or an empty one stands inside or at an end of the other.
  package static func meet(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    if one.isEmpty || other.isEmpty {
      return one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
    }
    return one.overlaps(other)
  }
}
