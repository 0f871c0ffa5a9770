import KojaModel
import Testing

@Suite struct LineTableTests {
  private func table(_ text: String) -> LineTable { LineTable(Array(text.utf8)) }

  /// The place of the first occurrence of a piece.
  private func place(of piece: String, in text: String) throws -> Place {
    let (bytes, wanted) = (Array(text.utf8), Array(piece.utf8))
    let start = try #require(
      (0...bytes.count - wanted.count).first { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) })
    return LineTable(bytes).place(start..<start + wanted.count, in: "a.yaml")
  }

  @Test func linesAndColumnsCountFromOne() throws {
    let place = try place(of: "aproved", in: "id: x\nstatus: aproved # typo\n")
    #expect(place.start == Position(line: 2, column: 9))
    #expect(place.end == Position(line: 2, column: 16))
    #expect(place.excerpt == Excerpt(text: "status: aproved # typo", skipped: 0))
  }

  @Test func carriageReturnsBelongToTheBreak() throws {
    let text = "a: 1\r\nb: 2\r\n"
    #expect(try place(of: "b", in: text).start == Position(line: 2, column: 1))
    #expect(try place(of: "1", in: text).excerpt?.text == "a: 1")
    #expect(table(text).line(2) == 6..<10)
    #expect(table(text).line(3) == 12..<12)
  }

  @Test func aLoneCarriageReturnEndsNoLine() throws {
    #expect(try place(of: "b", in: "a\rb").start == Position(line: 1, column: 3))
  }

  @Test func aByteOrderMarkTakesNoColumn() throws {
    let place = try place(of: "a", in: "\u{FEFF}a: 1\n")
    #expect(place.start == Position(line: 1, column: 1))
    #expect(place.bytes == 3..<4)
    #expect(place.excerpt?.text == "a: 1")
    #expect(table("\u{FEFF}a").position(of: 0) == Position(line: 1, column: 1))
  }

  @Test func columnsCountCodePoints() throws {
    #expect(try place(of: "x", in: "\t名前: x").start.column == 6)
    #expect(try place(of: "x", in: "👩‍🚒e\u{301}x").start.column == 6)
  }

  @Test func bytesPastTheEndAreAtTheEnd() {
    let table = table("ab\ncd")
    #expect(table.position(of: 99) == Position(line: 2, column: 3))
    #expect(table.position(of: -1) == Position(line: 1, column: 1))
    #expect(table.place(90..<99, in: "a").bytes == 5..<5)
  }

  @Test func everyOffsetAgreesWithANaiveCount() {
    let text = "a\r\n\tä: 名\n\n😀 x\n"
    let bytes = Array(text.utf8)
    let table = LineTable(bytes)
    var expected = Position(line: 1, column: 1)
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      #expect(table.position(of: offset) == expected)
      expected.column += 1
      if byte == 0x0A { expected = Position(line: expected.line + 1, column: 1) }
    }
    #expect(table.position(of: bytes.count) == expected)
  }

  @Test func linesAreFoundByNumber() {
    let table = table("a\nb")
    #expect(table.offset(ofLine: 2) == 2)
    #expect(table.offset(ofLine: 3) == nil)
    #expect(table.offset(ofLine: 0) == nil)
  }

  @Test func aLongLineIsCutAroundThePlace() throws {
    let text = String(repeating: "é", count: 1000) + "X" + String(repeating: "b", count: 1000)
    let excerpt = try #require(try place(of: "X", in: text).excerpt)
    #expect(excerpt.text.unicodeScalars.count == 320)
    #expect(Array(excerpt.text.unicodeScalars)[1000 - excerpt.skipped] == "X")
  }

  @Test func aHiddenPlaceShowsNothing() {
    #expect(table("nik: 1571").place(5..<9, in: "a", hidden: true).excerpt == nil)
  }
}
