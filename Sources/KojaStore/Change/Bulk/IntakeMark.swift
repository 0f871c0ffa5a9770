internal import KojaModel

/// What the records that are in are known by: lines that come later, or are mended, do not change it.
struct IntakeMark {
  /// How many records it is about.
  private(set) var count = 0
  /// A hash of their lines, in order.
  private(set) var hash = ""
  /// The number of the last one's line.
  private(set) var line = 0

  /// Goes on to one more record.
  mutating func extend(to next: IntakeLine) {
    hash = SHA256.hex(Array(hash.utf8) + next.bytes)
    line = next.number
    count += 1
  }

  /// The same with more records.
  func extended(to lines: [IntakeLine]) -> IntakeMark {
    var mark = self
    for line in lines { mark.extend(to: line) }
    return mark
  }
}
