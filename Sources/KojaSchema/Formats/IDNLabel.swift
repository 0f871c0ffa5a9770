/// Labels of host names in letters of any script.
///
/// The standard library knows the categories of characters; their scripts and directions are asked of PCRE2. Two things
/// are not decided exactly, for want of a table: how letters join around U+200C (any letters of Arabic kind will do), and
/// whether a sequence of characters is in normal form C.
/// Spec: RFC 5891, 4.2 and 5.4; RFC 5892, 2 and appendix A; RFC 5893, 2.
struct IDNLabel {
  /// Its characters.
  let scalars: [Unicode.Scalar]
  /// The same as a text.
  private let text: String

  /// A label in letters of any script; nil when it is not right.
  init?(_ scalars: [Unicode.Scalar]) {
    guard let first = scalars.first, !Self.marks.contains(first.properties.generalCategory),
      first != "-", scalars.last != "-", !(scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-"),
      scalars.contains(where: { !$0.isASCII }),
      scalars.indices.allSatisfy({ Self.isAllowed(scalars[$0]) || Self.isJoiner(scalars, $0) }),
      Punycode.encode(scalars).count + 4 <= 63
    else { return nil }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    guard !Self.found(Rules.outOfContext, in: text) else { return nil }
    self.scalars = scalars
    self.text = text
  }

  /// A label as it is written behind `xn--`; nil when it is not right.
  init?(punycode: Bytes) {
    guard let scalars = Punycode.decode(punycode), let label = IDNLabel(scalars),
      Punycode.encode(scalars).elementsEqual(punycode.map { ASCII.isLetter($0) ? $0 | 0x20 : $0 })
    else { return nil }
    self = label
  }

  /// A label of ASCII letters, digits and hyphens.
  init(ascii: Bytes) {
    scalars = ascii.map { Unicode.Scalar($0) }
    text = String(decoding: ascii, as: UTF8.self)
  }

  /// Whether labels fit together: where one is written from right to left, all obey the rule of RFC 5893.
  static func areRight(_ labels: [IDNLabel]) -> Bool {
    !labels.contains { found(Rules.rightToLeft, in: $0.text) }
      || labels.allSatisfy { found(Rules.oneDirection, in: $0.text) }
  }

  private static let marks: Set<Unicode.GeneralCategory> = [.nonspacingMark, .spacingMark, .enclosingMark]
  private static let letters: Set<Unicode.GeneralCategory> = [
    .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark, .spacingMark,
  ]

  /// What may stand anywhere, and what only in the right context (RFC 5892, 2).
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB: return true
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return false  // parts of old Hangul syllables
    case 0...0x7F: return scalar == "-" || ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
    default: break
    }
    let properties = scalar.properties
    return letters.contains(properties.generalCategory) && !properties.changesWhenNFKCCaseFolded
      && !properties.isDefaultIgnorableCodePoint
  }

  /// U+200D behind a virama; U+200C there or between letters that join.
  private static func isJoiner(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard scalars[index] == "\u{200C}" || scalars[index] == "\u{200D}", index > 0 else { return false }
    if scalars[index - 1].properties.canonicalCombiningClass == .virama { return true }
    guard scalars[index] == "\u{200C}", index + 1 < scalars.count else { return false }
    return found(Rules.joining, in: String(Character(scalars[index - 1])))
      && found(Rules.joining, in: String(Character(scalars[index + 1])))
  }

  private static func found(_ rule: Pattern?, in text: String) -> Bool {
    var text = text
    return text.withUTF8 { rule?.matches($0) ?? false }
  }

  /// Rules as expressions of PCRE2.
  private enum Rules {
    /// What stands out of its context (RFC 5892, appendix A.3 to A.9).
    static let outOfContext = try? Pattern(
      pcre2: #"(?<!l)\x{b7}|\x{b7}(?!l)|\x{375}(?!\p{sc:Greek})|(?<!\p{sc:Hebrew})[\x{5f3}\x{5f4}]"#
        + #"|^(?!.*[\p{sc:Hiragana}\p{sc:Katakana}\p{sc:Han}]).*\x{30fb}"#
        + #"|[\x{660}-\x{669}].*[\x{6f0}-\x{6f9}]|[\x{6f0}-\x{6f9}].*[\x{660}-\x{669}]"#)
    /// A character that makes a name one of both directions.
    static let rightToLeft = try? Pattern(pcre2: #"[\p{bc:R}\p{bc:AL}\p{bc:AN}]"#)
    /// A letter of Arabic kind.
    static let joining = try? Pattern(pcre2: #"^\p{bc:AL}$"#)
    /// A label in one direction (RFC 5893, 2).
    static let oneDirection: Pattern? = {
      let both = #"\p{bc:EN}\p{bc:ES}\p{bc:CS}\p{bc:ET}\p{bc:ON}\p{bc:BN}\p{bc:NSM}"#
      let right = #"\p{bc:R}\p{bc:AL}"#
      return try? Pattern(
        pcre2: #"^(?:(?=\p{bc:L})[\p{bc:L}"# + both + #"]*(?<=[\p{bc:L}\p{bc:EN}])\p{bc:NSM}*"#
          + "|(?=[" + right + #"])(?!.*\p{bc:EN}.*\p{bc:AN}|.*\p{bc:AN}.*\p{bc:EN})["# + right + #"\p{bc:AN}"# + both
          + "]*(?<=[" + right + #"\p{bc:EN}\p{bc:AN}])\p{bc:NSM}*)$"#)
    }()
  }
}
