/// Digits that stand together, and the runs that such groups form with little between them.
enum DigitGroups {
  /// What people put between the groups of one number.
  static let separators: Set<UInt8> = Set(" .-()".utf8)

  /// The bytes of the dashes of word processors, U+2010 to U+2015 in UTF-8.
  static let dashes: Set<UInt8> = Set([0xE2, 0x80] + Array(0x90...0x95))

  /// The most bytes between two groups of a run: ` - `, or a dash of a word processor.
  static let widest = 3

  /// The runs of a text: each the stretches of its groups, in order.
  static func runs(in text: UnsafeBufferPointer<UInt8>) -> [[Range<Int>]] {
    var runs: [[Range<Int>]] = []
    var run: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard text[position].isDigit else {
        position += 1
        continue
      }
      let start = position
      while position < text.count, text[position].isDigit { position += 1 }
      if let last = run.last, !isJoined(text, last.upperBound, start) {
        runs.append(run)
        run = []
      }
      run.append(start..<position)
    }
    return run.isEmpty ? runs : runs + [run]
  }

  private static func isJoined(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
    start - end <= widest
      && (text[end..<start].allSatisfy { separators.contains($0) } || isDash(text, end, start))
  }

  private static func isDash(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
    start - end == 3 && text[end] == 0xE2 && text[end + 1] == 0x80 && (0x90...0x95).contains(text[end + 2])
  }
}

extension UInt8 {
  /// Whether it is a digit of ASCII.
  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Whether it belongs to a word: a letter of ASCII, a digit, or a byte of any other letter.
  var isWord: Bool { isDigit || isLetter || self >= 0x80 }

  /// Whether it is a letter of ASCII.
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
