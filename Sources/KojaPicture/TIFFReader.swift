/// The numbers and entries of a TIFF structure, as Exif has it (TIFF 6.0, section 2; Exif 2.32, section 4.6).
///
/// No offset is believed: what lies outside the bytes is not there. Directories are looked at one at a time and never
/// followed in a chain, so that no structure takes longer than its bytes.
struct TIFFReader {
  /// One entry of a directory.
  struct Entry {
    /// The kind of its values.
    let type: Int
    /// How many they are.
    let count: Int
    /// Where its four bytes of value, or of the offset of the values, lie.
    let field: Int
  }

  /// Kinds of values.
  enum Kind { static let ascii = 2, short = 3, long = 4, rational = 5 }

  private let bytes: [UInt8]
  private let isBig: Bool

  /// A reader; nil for what is no TIFF structure.
  init?(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
    if self.bytes.starts(with: [0x49, 0x49]) {
      isBig = false
    } else if self.bytes.starts(with: [0x4D, 0x4D]) {
      isBig = true
    } else {
      return nil
    }
    guard short(2) == 42 else { return nil }
  }

  /// Where the first directory lies.
  var first: Int? { long(4) }

  /// The entry of a directory with a tag; nil where there is none.
  func entry(_ tag: Int, in directory: Int) -> Entry? {
    guard let count = short(directory) else { return nil }
    for index in 0..<count {
      let place = directory + 2 + 12 * index
      guard let found = short(place), let type = short(place + 2), let count = long(place + 4), long(place + 8) != nil
      else { return nil }
      if found == tag { return Entry(type: type, count: count, field: place + 8) }
    }
    return nil
  }

  /// One whole number, where an entry has just that.
  func number(_ entry: Entry) -> Int? {
    guard entry.count == 1 else { return nil }
    return switch entry.type {
    case Kind.short: short(entry.field)
    case Kind.long: long(entry.field)
    default: nil
    }
  }

  /// The first letter of a short text, which lies in the entry itself.
  func letter(_ entry: Entry) -> UInt8? {
    entry.type == Kind.ascii && (1...4).contains(entry.count) ? byte(entry.field) : nil
  }

  /// So many fractions; nil where there are fewer or one has no value.
  func fractions(_ entry: Entry, _ count: Int) -> [Double]? {
    guard entry.type == Kind.rational, entry.count == count, let start = long(entry.field) else { return nil }
    var values: [Double] = []
    for index in 0..<count {
      guard let over = long(start + 8 * index), let under = long(start + 8 * index + 4), under != 0 else { return nil }
      values.append(Double(over) / Double(under))
    }
    return values
  }

  private func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  private func short(_ offset: Int) -> Int? {
    guard let first = byte(offset), let second = byte(offset + 1) else { return nil }
    return isBig ? Int(first) << 8 | Int(second) : Int(second) << 8 | Int(first)
  }

  private func long(_ offset: Int) -> Int? {
    guard let first = short(offset), let second = short(offset + 2) else { return nil }
    return isBig ? first << 16 | second : second << 16 | first
  }
}
