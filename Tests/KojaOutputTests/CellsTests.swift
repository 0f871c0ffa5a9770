import KojaOutput
import Testing

@Suite struct CellsTests {
  @Test(arguments: [
    ("", 0), ("jalan", 5), ("é", 1), ("e\u{301}", 1), ("名前", 4), ("ﾅﾏｴ", 3), ("Ａ", 2), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("😀", 2), ("❤️", 2), ("❤", 1), ("👩‍🚒", 2), ("👍🏽", 2), ("🇮🇩", 2), ("1️⃣", 2), ("12", 2), ("…─", 2), ("ก็", 1), ("㐀𠀀", 4),
    ("©", 1), ("a\u{20DD}", 1),
  ])
  func widthsAreThoseOfATerminal(text: String, cells: Int) {
    #expect(Cells.width(text) == cells)
  }

  @Test(arguments: [
    ("lampu jalan", 11, "lampu jalan"), ("lampu jalan", 10, "lampu jal…"), ("lampu jalan", 7, "lampu…"),
    ("lampu", 1, "…"),
    ("lampu", 0, ""), ("名前前", 5, "名前…"), ("名前前", 4, "名…"), ("👩‍🚒👩‍🚒", 3, "👩‍🚒…"),
  ])
  func textIsCutAtCharacters(text: String, limit: Int, expected: String) {
    #expect(Cells.truncated(text, to: limit) == expected)
    #expect(Cells.width(Cells.truncated(text, to: limit)) <= limit)
  }

  @Test func paddingCountsCells() {
    #expect(Cells.padded("名", to: 4) == "名  ")
    #expect(Cells.padded("12", to: 4, .right) == "  12")
    #expect(Cells.padded("12345", to: 4) == "12345")
  }

  @Test func wordsWrapAtBlanks() {
    #expect(Cells.wrapped("Lampu di tiga tiang mati", to: 10) == ["Lampu di", "tiga tiang", "mati"])
    #expect(Cells.wrapped("a\r\n\nb", to: 10) == ["a", "", "b"])
    #expect(Cells.wrapped("", to: 10) == [""])
  }

  @Test func wordsLongerThanALineAreBroken() {
    #expect(Cells.wrapped("ab 名前名前名前 c", to: 5) == ["ab", "名前", "名前", "名前", "c"])
    #expect(Cells.wrapped("abcdefg", to: 3) == ["abc", "def", "g"])
  }

  @Test func wrappedLinesFitAndLoseNothing() {
    let text = "Lampu jalan di depan SD Negeri 47, tiga tiang, mati sejak 2026-03-10 — 名前 👩‍🚒 https://jambi.example/abc"
    for limit in 2...60 {
      let lines = Cells.wrapped(text, to: limit)
      #expect(lines.allSatisfy { Cells.width($0) <= limit })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func wrappingEscapes() {
    #expect(Cells.wrapped("a\u{1B}[31m", to: 80) == ["a\\x1b[31m"])
  }
}
