/// Words that are, or that other tools take for, a boolean or nothing, in any mixture of capital and small letters.
enum ReservedWord {
  /// Length of the longest.
  static let longest = 5

  /// Whether a word of at most five bytes, as a number with the first byte lowest, is one.
  @inline(__always) static func isReserved(_ word: UInt64) -> Bool {
    // Small letters, and spaces where the word is shorter.
    switch word | 0x20_2020_2020 {
    case 0x20_6C6C_756E: true  // null
    case 0x20_6575_7274: true  // true
    case 0x65_736C_6166: true  // false
    case 0x20_2073_6579: true  // yes
    case 0x20_2020_6F6E: true  // no
    case 0x20_2020_6E6F: true  // on
    case 0x20_2066_666F: true  // off
    case 0x20_2020_2079: true  // y
    case 0x20_2020_206E: true  // n
    default: false
    }
  }
}
