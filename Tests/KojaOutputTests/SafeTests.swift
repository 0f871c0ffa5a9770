import KojaOutput
import Testing

@Suite struct SafeTests {
  @Test func longArgumentsAreQuotedInBrief() {
    let long = String(repeating: "é", count: 100_000)
    #expect(brief("`\(long)` bukan waktu").count == 40 + 1 + 20 + 14)
    #expect(brief("`a` bukan `b`; \(String(repeating: "kata ", count: 100))").count == 515)
    #expect(brief("a`\(long)`b`\(long)").count < 2000)
  }

  @Test(arguments: [
    ("\u{1B}[2J\u{7}", "\\x1b[2J\\x07"), ("a\r\nb\tc", "a\\r\\nb\\tc"), ("\u{9B}31m", "\\x9b31m"), ("\u{7F}", "\\x7f"),
    ("\u{85}", "\\x85"), ("a\u{2028}b\u{2029}", "a\\u2028b\\u2029"), ("\u{202E}txt.exe", "\\u202etxt.exe"),
    ("\u{2066}x\u{2069}\u{61C}", "\\u2066x\\u2069\\u061c"), ("pu\u{200B}pr", "pu\\u200bpr"),
    ("\u{FEFF}id", "\\ufeffid"),
    ("a\u{AD}b", "a\\u00adb"), ("\u{E0041}", "\\udb40\\udc41"), ("\u{FFF9}", "\\ufff9"), ("a\u{200D}b", "a\\u200db"),
    ("a\u{FE0F}\u{FE0F}", "a\u{FE0F}\\ufe0f"), ("\u{0}", "\\x00"),
  ])
  func whatActsOrHidesIsSpelledOut(text: String, expected: String) {
    #expect(safe(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test(arguments: [
    "", "Jl. Sudirman No. 5 ~", "é e\u{301} 名前 한글 العربية", "❤️ 👩‍🚒 👩🏽‍💻 🏳️‍🌈 🇮🇩 1️⃣", "\u{A0}…─", "葛\u{FE00}",
  ])
  func visibleTextStaysAsItIs(text: String) {
    #expect(safe(text).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func noScalarThatActsComesThrough() {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF...0xFEFF, 0xE0000...0xE007F,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
      for text in ["\(scalar)", "a\(scalar)b", "\(scalar)\(scalar)"] {
        let isKept = safe(text).unicodeScalars.contains(scalar)
        #expect(!isKept, "U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test func linesStayLines() {
    #expect(safeLines("a\u{1B}\r\nb\rc\n") == "a\\x1b\nb\\rc\n")
  }
}
